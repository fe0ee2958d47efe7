import { useQuery } from "@tanstack/react-query";

import type { RepriceRun } from "../../../api/pricing-schema.ts";
import { repriceRunsOptions } from "../../../api/reprice-runs-options.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { formatCount } from "../../../format/counts.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { Truncated } from "../../../ui/truncated.tsx";
import { COST_COLUMNS } from "./reprice-cost-columns.tsx";
import { repriceTitle } from "./reprice-title.ts";
import { StatusBadge } from "../status-badge.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

const columnsIn = (tz: string, open: (id: string) => void): TableColumn<RepriceRun>[] => [
  {
    id: "run",
    header: "Run",
    className: LEADING_COLUMN,
    cell: (run) => (
      <button
        type="button"
        onClick={() => open(run.run_id)}
        // The button's surface is the whole row.
        className="block w-full min-w-0 text-left font-medium after:absolute after:inset-0"
      >
        {repriceTitle(run)}
        <Truncated
          text={run.models === null ? "All models" : run.models.map(({ model }) => model).join(", ")}
          className="text-xs font-normal text-subtle"
        />
      </button>
    ),
  },
  { id: "state", header: "State", cell: ({ state }) => <StatusBadge status={state} /> },
  {
    id: "created",
    header: "Started",
    shownFrom: "medium",
    cell: ({ created_at: createdAt }) => <Instant at={createdAt} tz={tz} />,
  },
  {
    id: "actor",
    header: "By",
    shownFrom: "wide",
    className: "max-w-40 truncate text-muted",
    cell: ({ actor }) => actor,
  },
  {
    id: "changed",
    header: "Changed",
    align: "right",
    shownFrom: "medium",
    cell: ({ changed }) => <span className="figures">{formatCount(changed)}</span>,
  },
  ...COST_COLUMNS,
];

/** The latest rehearsals and re-pricings; a click opens one above. */
export function RepriceRunsPanel() {
  const runs = useQuery(repriceRunsOptions());
  const { range } = useUsageFilters();
  const [, change] = usePricesSearch();
  return (
    <Panel flush title="Earlier runs" description="Late pricing runs by itself when a model gets its first price">
      <QueryState query={runs} skeleton={<RowsSkeleton rows={3} rowClassName="h-11" />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No runs yet">Rehearsals and re-pricings are listed here.</Empty>
          ) : (
            <DataTable
              label="Earlier runs"
              columns={columnsIn(range.tz, (run) => change({ run }))}
              rows={data}
              rowKey={({ run_id: id }) => id}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
