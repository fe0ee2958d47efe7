import type { RepriceRun } from "../../../api/pricing-schema.ts";
import { formatCount } from "../../../format/counts.ts";
import { subtractUsd } from "../../../format/decimal.ts";
import { formatExactUsd, formatUsd } from "../../../format/money.ts";
import { modelName } from "../../../format/names.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Truncated } from "../../../ui/truncated.tsx";
import { Wrapped } from "../../../ui/wrapped.tsx";
import { COST_COLUMNS } from "./reprice-cost-columns.tsx";

type ModelCosts = RepriceRun["by_model"][number];

function Difference({ before, after }: { before: string; after: string }) {
  const difference = subtractUsd(after, before);
  if (Number(difference) === 0) return <span className="text-subtle">—</span>;
  return (
    <span className="figures font-medium" title={formatExactUsd(difference)}>
      {Number(difference) > 0 && "+"}
      {formatUsd(difference)}
    </span>
  );
}

const COLUMNS: TableColumn<ModelCosts>[] = [
  {
    id: "model",
    header: "Model",
    className: `${LEADING_COLUMN} @4xl:max-w-96`,
    cell: ({ model, provider }) => (
      <>
        <Wrapped text={modelName(model)} className="font-medium" />
        {provider !== null && <Truncated text={provider} className="text-xs text-subtle" />}
      </>
    ),
  },
  {
    id: "interactions",
    header: "Interactions",
    align: "right",
    shownFrom: "medium",
    cell: ({ interactions }) => <span className="figures">{formatCount(interactions)}</span>,
  },
  {
    id: "changed",
    header: "Changed",
    align: "right",
    shownFrom: "medium",
    cell: ({ changed }) => <span className="figures">{formatCount(changed)}</span>,
  },
  {
    id: "unpriced",
    header: "Without a price",
    align: "right",
    shownFrom: "wide",
    cell: ({ unpriced_before: before, unpriced_after: after }) => (
      <span className="figures text-muted">
        {before === after ? formatCount(after) : `${formatCount(before)} → ${formatCount(after)}`}
      </span>
    ),
  },
  ...COST_COLUMNS,
  {
    id: "difference",
    header: "Difference",
    align: "right",
    shownFrom: "medium",
    cell: ({ cost_before: before, cost_after: after }) => <Difference before={before} after={after} />,
  },
];

/** What each model costs before and after, those whose costs change first. */
export function RepriceModelsTable({ models }: { models: ModelCosts[] }) {
  return (
    <DataTable
      label="Cost by model, before and after"
      columns={COLUMNS}
      rows={models.toSorted((left, right) => Number(right.changed > 0) - Number(left.changed > 0))}
      rowKey={({ provider, model }) => `${provider} ${model}`}
    />
  );
}
