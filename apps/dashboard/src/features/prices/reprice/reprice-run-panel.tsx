import { useQuery } from "@tanstack/react-query";

import type { RepriceRun } from "../../../api/pricing-schema.ts";
import { repriceRunOptions } from "../../../api/reprice-run-options.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { formatCount } from "../../../format/counts.ts";
import { formatInstant } from "../../../format/time.ts";
import { Bar } from "../../../ui/bar.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Note } from "../../../ui/note.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { RepriceActions } from "./reprice-actions.tsx";
import { RepriceFigures } from "./reprice-figures.tsx";
import { RepriceModelsTable } from "./reprice-models-table.tsx";
import { repriceTitle } from "./reprice-title.ts";
import { StatusBadge } from "../status-badge.tsx";

/** One rehearsal or re-pricing: how far it is, what it changes, and what can be done with it. */
export function RepriceRunPanel({ id }: { id: string }) {
  const run = useQuery(repriceRunOptions(id));
  const isAdmin = useIsAdmin();
  const { range } = useUsageFilters();
  return (
    <Panel
      flush
      title={run.data === undefined ? "Run" : repriceTitle(run.data)}
      description={run.data === undefined ? undefined : describe(run.data, range.tz)}
      actions={run.data !== undefined && isAdmin && <RepriceActions run={run.data} />}
    >
      <QueryState query={run} skeleton={<Skeleton className="m-4 h-32" />}>
        {(data) => (
          <>
            <div className="flex flex-col gap-4 px-4 pb-4">
              {data.state === "running" && (
                <div role="status">
                  <Bar share={data.progress} />
                  <p className="figures mt-1.5 text-xs text-subtle">
                    {formatCount(data.interactions)} interactions looked at, {Math.round(data.progress * 100)} %
                  </p>
                </div>
              )}
              {data.state !== "running" && (
                <p className="flex items-center gap-2 text-sm text-muted">
                  <StatusBadge status={data.state} /> {remarkOf(data)}
                </p>
              )}
              {data.status === "stale" && (
                <Note>Prices have changed since this rehearsal. Rehearse again before you apply it.</Note>
              )}
              <RepriceFigures run={data} />
            </div>
            {data.by_model.length > 0 ? (
              <RepriceModelsTable models={data.by_model} />
            ) : (
              data.state === "done" && (
                <Empty title="Nothing in this range">There are no interactions to re-price.</Empty>
              )
            )}
          </>
        )}
      </QueryState>
    </Panel>
  );
}

function remarkOf({ kind, state, changed, interactions, reason }: RepriceRun): string | undefined {
  if (reason !== null) return reason.replaceAll("_", " ");
  if (kind === "rehearsal" && state === "done" && changed === 0 && interactions > 0) {
    return "All of these costs are what they would be today: there is nothing to apply.";
  }
  return undefined;
}

function describe({ start, end, models, actor }: RepriceRun, tz: string): string {
  const which = models === null ? "all models" : models.map(({ model }) => model).join(", ");
  return `${formatInstant(start, tz)} to ${formatInstant(end, tz)} · ${which} · by ${actor}`;
}
