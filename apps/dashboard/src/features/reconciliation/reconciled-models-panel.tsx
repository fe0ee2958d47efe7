import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { reconciliationOptions } from "../../api/reconciliation-options.ts";
import type { ReconciledModel, UsageQuery } from "../../api/schema.ts";
import { UsageSearch } from "../../filters/usage-search.ts";
import { NO_VALUE } from "../../format/labels.ts";
import { modelName } from "../../format/names.ts";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { RECONCILED_COLUMNS } from "./reconciled-columns.tsx";
import { ReconciledDetail } from "./reconciled-detail.tsx";
import { sortReconciled } from "./sort-reconciled.ts";
import { unknownCostRemark } from "./unknown-cost-remark.ts";

const columnsOf = (sources: string[]): TableColumn<ReconciledModel>[] => [
  {
    id: "model",
    header: "Model",
    sortField: "name",
    className: LEADING_COLUMN,
    cell: (row) => (
      <Link
        to="/interactions"
        search={(search) => ({
          ...UsageSearch.parse(search),
          source: sources,
          model: [row.model ?? NO_VALUE],
          provider: [row.provider ?? NO_VALUE],
        })}
        className="block min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        <Truncated text={modelName(row.model)} />
        <ReconciledDetail row={row} />
      </Link>
    ),
  },
  {
    id: "provider",
    header: "Provider",
    shownFrom: "widest",
    className: "max-w-40 text-muted",
    cell: ({ provider }) => <Truncated text={provider ?? "—"} />,
  },
  ...RECONCILED_COLUMNS,
];

const nameOf = ({ model, provider }: ReconciledModel) => `${modelName(model)} ${provider ?? ""}`;

/** Both costs by model; a row opens its calls. */
export function ReconciledModelsPanel({ query }: { query: UsageQuery }) {
  const reconciliation = useQuery(reconciliationOptions(query));
  const [sort, setSort] = useState("-difference");
  return (
    <Panel
      flush
      title="By model"
      description={`A row opens its calls${unknownCostRemark(reconciliation.data?.totals)}`}
    >
      <QueryState query={reconciliation} skeleton={<RowsSkeleton rows={5} rowClassName="h-11" />}>
        {({ models, sources }) => (
          <DataTable
            label="Reconciliation by model"
            columns={columnsOf(sources)}
            rows={sortReconciled(models, sort, nameOf)}
            rowKey={({ provider, model }) => JSON.stringify([provider, model])}
            sort={sort}
            onSort={setSort}
          />
        )}
      </QueryState>
    </Panel>
  );
}
