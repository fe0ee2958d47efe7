import { useQuery } from "@tanstack/react-query";

import type { UnpricedModel } from "../../../api/pricing-schema.ts";
import { unpricedModelsOptions } from "../../../api/unpriced-models-options.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { formatCount, formatQuantity } from "../../../format/counts.ts";
import { Count } from "../../../ui/count.tsx";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { Truncated } from "../../../ui/truncated.tsx";
import { Wrapped } from "../../../ui/wrapped.tsx";
import { PriceModelDialog } from "./price-model-dialog.tsx";

const MOST_SHOWN = 200;

const columnsIn = (tz: string): TableColumn<UnpricedModel>[] => [
  {
    id: "model",
    header: "Model",
    className: `${LEADING_COLUMN} @2xl:max-w-80`,
    cell: ({ provider, model }) => (
      <>
        <Wrapped text={model} className="font-medium" />
        <Truncated text={provider} className="text-xs text-subtle" />
      </>
    ),
  },
  {
    id: "interactions",
    header: "Interactions",
    align: "right",
    cell: ({ interactions }) => <span className="figures">{formatCount(interactions)}</span>,
  },
  {
    id: "input",
    header: "Input tokens",
    align: "right",
    shownFrom: "medium",
    cell: ({ tokens }) => <Count value={tokens.input} />,
  },
  {
    id: "output",
    header: "Output tokens",
    align: "right",
    shownFrom: "medium",
    cell: ({ tokens }) => <Count value={tokens.output} />,
  },
  {
    id: "first",
    header: "First seen",
    shownFrom: "wide",
    cell: ({ first_seen: firstSeen }) => <Instant at={firstSeen} tz={tz} />,
  },
  {
    id: "last",
    header: "Last seen",
    shownFrom: "medium",
    cell: ({ last_seen: lastSeen }) => <Instant at={lastSeen} tz={tz} />,
  },
];

const ACTIONS: TableColumn<UnpricedModel> = {
  id: "actions",
  header: "Actions",
  align: "right",
  cell: (unpriced) => <PriceModelDialog unpriced={unpriced} />,
};

/** Models that came in and have no price, and a way to give them one. */
export function UnpricedPanel() {
  const isAdmin = useIsAdmin();
  const { range } = useUsageFilters();
  const unpriced = useQuery(unpricedModelsOptions(MOST_SHOWN));
  const columns = columnsIn(range.tz);
  return (
    <Panel
      flush
      title="Models without a price"
      description={
        unpriced.data === undefined || unpriced.data.total === 0
          ? "Their tokens are counted, their cost is not known"
          : `${formatQuantity(unpriced.data.total, "model")}; their tokens are counted, their cost is not known`
      }
    >
      <QueryState query={unpriced} skeleton={<RowsSkeleton rows={4} rowClassName="h-11" />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="Every model has a price">All interactions that name a model have a cost.</Empty>
          ) : (
            <DataTable
              label="Models without a price"
              columns={isAdmin ? [...columns, ACTIONS] : columns}
              rows={data}
              rowKey={({ provider, model }) => `${provider} ${model}`}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
