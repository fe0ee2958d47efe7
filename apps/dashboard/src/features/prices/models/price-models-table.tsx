import { sourceName } from "../../../format/prices.ts";
import { Badge } from "../../../ui/badge.tsx";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import type { PricedModel } from "./group-rates.ts";
import { ModelLink } from "../model-link.tsx";
import { PriceCell } from "../price-cell.tsx";

const priceColumn = (
  unit: string,
  header: string,
  shownFrom?: TableColumn<PricedModel>["shownFrom"],
): TableColumn<PricedModel> => ({
  id: unit,
  header,
  align: "right",
  ...(shownFrom !== undefined && { shownFrom }),
  cell: ({ shown }) => <PriceCell unit={unit} price={shown?.prices[unit]} isFree={shown?.is_free === true} />,
});

const COLUMNS: TableColumn<PricedModel>[] = [
  {
    id: "model",
    header: "Model",
    className: `${LEADING_COLUMN} @2xl:max-w-80`,
    cell: ({ provider, model }) => <ModelLink provider={provider} model={model} fillsRow />,
  },
  priceColumn("input", "Input"),
  priceColumn("output", "Output"),
  priceColumn("cache_read", "Cache read", "medium"),
  priceColumn("cache_write", "Cache write", "wide"),
  {
    id: "tiers",
    header: "Service tiers",
    shownFrom: "widest",
    cell: ({ rates }) => (
      <span className="flex gap-1">
        {[...new Set(rates.map(({ service_tier: tier }) => tier))].map((tier) => (
          <Badge key={tier}>{tier}</Badge>
        ))}
      </span>
    ),
  },
  {
    id: "sources",
    header: "Sources",
    shownFrom: "wide",
    cell: ({ rates }) => (
      <span className="flex gap-1">
        {[...new Set(rates.map(({ source }) => source))].map((source) => {
          const isCharged = rates.some((rate) => rate.source === source && rate.in_use === true);
          return (
            <Badge
              key={source}
              tone={isCharged ? "accent" : "neutral"}
              title={isCharged ? "Calls are charged at its rate" : "Calls are charged at another rate"}
            >
              {sourceName(source)}
            </Badge>
          );
        })}
      </span>
    ),
  },
];

/** Models with the prices that calls are charged at; a click on the row opens the model. */
export function PriceModelsTable({ models }: { models: PricedModel[] }) {
  return <DataTable label="Models" columns={COLUMNS} rows={models} rowKey={({ key }) => key} />;
}
