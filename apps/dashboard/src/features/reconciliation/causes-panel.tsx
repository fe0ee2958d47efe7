import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { reconciliationOptions } from "../../api/reconciliation-options.ts";
import type { CauseSums, UsageQuery } from "../../api/schema.ts";
import { UsageSearch } from "../../filters/usage-search.ts";
import { Bar } from "../../ui/bar.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { CAUSE_TEXTS } from "./cause-texts.ts";
import { Difference } from "./difference.tsx";
import { COST_COLUMNS } from "./reconciled-columns.tsx";
import { ReconciledFigures } from "./reconciled-detail.tsx";

const sizeOf = ({ difference }: CauseSums) => Math.abs(Number(difference));

const columnsOf = (sources: string[], largest: number): TableColumn<CauseSums>[] => [
  {
    id: "cause",
    header: "Cause",
    className: "w-full max-w-0 py-3!",
    cell: (row) => (
      <Link
        to="/interactions"
        search={(search) => ({ ...UsageSearch.parse(search), source: sources, cause: [row.cause] })}
        className="block min-w-0 after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        <span className="block font-medium">{CAUSE_TEXTS[row.cause].name}</span>
        <span className="block max-w-[75ch] text-muted">{CAUSE_TEXTS[row.cause].meaning}</span>
        <ReconciledFigures row={row} />
      </Link>
    ),
  },
  ...COST_COLUMNS,
  {
    id: "difference",
    header: "Difference",
    align: "right",
    className: "align-top @2xl:align-middle py-3!",
    cell: (row) => (
      <span className="block min-w-20">
        <Difference amount={row.difference} className="font-medium" />
        <span className="mt-1 block">
          <Bar share={largest === 0 ? 0 : sizeOf(row) / largest} />
        </span>
      </span>
    ),
  },
];

/** Why the two differ, the largest part first: the parts add up to the difference. A row opens the calls of the cause. */
export function CausesPanel({ query }: { query: UsageQuery }) {
  const reconciliation = useQuery(reconciliationOptions(query));
  return (
    <Panel
      flush
      title="Why they differ"
      description="Each call counts under one cause; together they are the difference · a row opens its calls"
    >
      <QueryState query={reconciliation} skeleton={<RowsSkeleton rows={4} rowClassName="h-20" />}>
        {({ totals: { causes }, sources }) => (
          <DataTable
            label="Causes of the difference"
            columns={columnsOf(sources, Math.max(...causes.map(sizeOf)))}
            rows={causes.toSorted((left, right) => sizeOf(right) - sizeOf(left))}
            rowKey={({ cause }) => cause}
          />
        )}
      </QueryState>
    </Panel>
  );
}
