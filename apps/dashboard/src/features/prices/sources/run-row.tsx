import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";

import { priceRunOptions } from "../../../api/price-run-options.ts";
import type { PriceRun } from "../../../api/pricing-schema.ts";
import { sourceName } from "../../../format/prices.ts";
import { cn } from "../../../ui/cn.ts";
import { Instant } from "../../../ui/instant.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { resultText } from "./result-text.ts";
import { RunChanges } from "./run-changes.tsx";
import { StatusBadge } from "../status-badge.tsx";

const TRIGGERS: Record<PriceRun["trigger"], string> = {
  cron: "On schedule",
  retry: "Tried again",
  manual: "By hand",
  "first-use": "At first use",
};

/** One run, and below it, when opened, what each list changed. */
export function RunRow({
  run,
  tz,
  isOpen,
  onToggle,
}: {
  run: PriceRun;
  tz: string;
  isOpen: boolean;
  onToggle: () => void;
}) {
  return (
    <li className="border-t">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-start gap-3 px-4 py-2.5 text-left text-sm hover:bg-hover"
      >
        <ChevronRight
          className={cn("mt-0.5 size-3.5 shrink-0 text-subtle transition-transform", isOpen && "rotate-90")}
          aria-hidden
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 gap-y-0.5">
          <span className="w-28 shrink-0">
            <Instant at={run.started_at} tz={tz} />
          </span>
          <span className="w-16 shrink-0">
            <StatusBadge status={run.status} />
          </span>
          <span className="w-24 shrink-0 text-muted">{TRIGGERS[run.trigger]}</span>
          <span className="flex min-w-52 flex-1 flex-col">
            {run.sources.map((result) => (
              <span key={result.source} className="break-words">
                <span className="font-medium">{sourceName(result.source)}</span>{" "}
                <span
                  className={result.status === "failed" || result.status === "rejected" ? "text-bad" : "text-muted"}
                >
                  {resultText(result)}
                </span>
              </span>
            ))}
          </span>
        </span>
      </button>
      {isOpen && <RunDetail run={run} />}
    </li>
  );
}

function RunDetail({ run }: { run: PriceRun }) {
  const detail = useQuery(priceRunOptions(run.run_id));
  return (
    <div className="border-t bg-canvas px-4 py-4 sm:pl-11">
      <QueryState query={detail} skeleton={<RowsSkeleton rows={3} />}>
        {({ sources }) => (
          <div className="flex flex-col gap-6">
            {sources.map((source) => (
              <RunChanges
                key={source.source}
                source={source}
                result={run.sources.find((result) => result.source === source.source)}
              />
            ))}
          </div>
        )}
      </QueryState>
    </div>
  );
}
