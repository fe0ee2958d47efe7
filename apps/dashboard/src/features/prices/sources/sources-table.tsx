import { LoaderCircle } from "lucide-react";

import type { PriceSource, PriceSourceResult } from "../../../api/pricing-schema.ts";
import { formatCount } from "../../../format/counts.ts";
import { sourceName } from "../../../format/prices.ts";
import { Badge } from "../../../ui/badge.tsx";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { cn } from "../../../ui/cn.ts";
import { Instant } from "../../../ui/instant.tsx";
import { Truncated } from "../../../ui/truncated.tsx";
import { AcceptShrunkenButton } from "./accept-shrunken-button.tsx";
import { resultText } from "./result-text.ts";
import { StatusBadge } from "../status-badge.tsx";
import type { SyncStep } from "./use-sync.ts";

type Steps = Partial<Record<PriceSource["source"], SyncStep>>;

function StepText({ step, source, isAdmin }: { step: SyncStep | undefined; source: PriceSource; isAdmin: boolean }) {
  if (step === undefined) {
    const { last_run: lastRun } = source;
    if (lastRun === null) return <span className="text-muted">—</span>;
    return <ResultText result={lastRun} tone="text-muted" isAdmin={isAdmin} />;
  }
  if (step.state === "waiting") return <span className="text-subtle">Waiting…</span>;
  if (step.state === "reading") {
    return (
      <span className="inline-flex items-center gap-1.5 text-accent">
        <LoaderCircle className="size-3.5 animate-spin" aria-hidden /> Reading…
      </span>
    );
  }
  if (step.state === "refused") return <span className="text-bad">{step.reason}</span>;
  return <ResultText result={step.result} tone="text-good" isAdmin={isAdmin} />;
}

function ResultText({ result, tone, isAdmin }: { result: PriceSourceResult; tone: string; isAdmin: boolean }) {
  const isBad = result.status === "failed" || result.status === "rejected";
  return (
    <span className={cn("block py-1.5", isBad ? "text-bad" : tone)}>
      {resultText(result)}
      {isBad && <span className="block text-xs text-subtle">The prices read before still hold.</span>}
      {isAdmin && result.is_shrunken === true && (
        <span className="mt-1.5 block">
          <AcceptShrunkenButton source={result.source} reason={result.reason ?? ""} />
        </span>
      )}
    </span>
  );
}

const columnsOf = (steps: Steps, tz: string, isAdmin: boolean): TableColumn<PriceSource>[] => [
  {
    id: "source",
    header: "List",
    className: `${LEADING_COLUMN} @2xl:max-w-72`,
    cell: ({ source, role, url }) => (
      <span className="block min-w-0 py-1.5">
        <span className="flex flex-wrap items-center gap-x-1.5 font-medium whitespace-nowrap">
          {sourceName(source)}
          {role === "cross-check" && (
            <Badge title="Read to compare, and for past prices that no other list has">to compare</Badge>
          )}
        </span>
        <Truncated text={url} className="text-xs text-subtle" />
      </span>
    ),
  },
  { id: "status", header: "State", cell: ({ status }) => <StatusBadge status={status} /> },
  {
    id: "models",
    header: "Models",
    align: "right",
    shownFrom: "medium",
    cell: ({ models }) => <span className="figures">{formatCount(models)}</span>,
  },
  {
    id: "fetched",
    header: "Last change",
    shownFrom: "medium",
    cell: ({ fetched_at: fetchedAt, models }) =>
      fetchedAt === null ? (
        <span
          className="text-subtle"
          title={models > 0 ? "Its prices came with this version of the product" : undefined}
        >
          {models > 0 ? "Came along" : "Never"}
        </span>
      ) : (
        <Instant at={fetchedAt} tz={tz} />
      ),
  },
  {
    id: "last",
    header: "What it brought",
    className: "min-w-40 @2xl:w-2/5",
    cell: (source) => <StepText step={steps[source.source]} source={source} isAdmin={isAdmin} />,
  },
];

/** The lists in the order in which they are asked, with what they brought last, or how far reading them is. */
export function SourcesTable({
  sources,
  steps,
  tz,
  isAdmin,
}: {
  sources: PriceSource[];
  steps: Steps;
  tz: string;
  isAdmin: boolean;
}) {
  return (
    <DataTable
      label="Price lists"
      columns={columnsOf(steps, tz, isAdmin)}
      rows={sources}
      rowKey={({ source }) => source}
    />
  );
}
