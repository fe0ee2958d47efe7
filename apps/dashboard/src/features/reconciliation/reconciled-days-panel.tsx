import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { reconciliationOptions } from "../../api/reconciliation-options.ts";
import type { ReconciledDay, UsageQuery } from "../../api/schema.ts";
import { UsageSearch } from "../../filters/usage-search.ts";
import { formatWeekday } from "../../format/time.ts";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { RECONCILED_COLUMNS } from "./reconciled-columns.tsx";
import { ReconciledDetail } from "./reconciled-detail.tsx";
import { sortReconciled } from "./sort-reconciled.ts";
import { unknownCostRemark } from "./unknown-cost-remark.ts";

const columnsOf = (sources: string[]): TableColumn<ReconciledDay>[] => [
  {
    id: "day",
    header: "Day",
    sortField: "date",
    className: LEADING_COLUMN,
    cell: (row) => (
      <Link
        to="/interactions"
        search={(search) => ({
          ...UsageSearch.parse(search),
          source: sources,
          range: "custom",
          start: row.date,
          end: row.date,
        })}
        className="block min-w-0 font-medium whitespace-nowrap after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        {formatWeekday(row.date)}
        <ReconciledDetail row={row} />
      </Link>
    ),
  },
  ...RECONCILED_COLUMNS,
];

/** Both costs by day, the latest first; a row opens the calls of the day. */
export function ReconciledDaysPanel({ query }: { query: UsageQuery }) {
  const reconciliation = useQuery(reconciliationOptions(query));
  const [sort, setSort] = useState("-date");
  return (
    <Panel
      flush
      title="By day"
      description={`Days with calls, in ${query.tz ?? "UTC"}${unknownCostRemark(reconciliation.data?.totals)}`}
    >
      <QueryState query={reconciliation} skeleton={<RowsSkeleton rows={5} rowClassName="h-11" />}>
        {({ days, sources }) => (
          <DataTable
            label="Reconciliation by day"
            columns={columnsOf(sources)}
            rows={sortReconciled(days, sort, ({ date }) => date)}
            rowKey={({ date }) => date}
            sort={sort}
            onSort={setSort}
          />
        )}
      </QueryState>
    </Panel>
  );
}
