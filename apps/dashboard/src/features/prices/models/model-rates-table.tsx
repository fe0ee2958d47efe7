import type { ListedRate } from "../../../api/pricing-schema.ts";
import { flagText, formatPeriod, sourceName, unitHeading } from "../../../format/prices.ts";
import { Badge } from "../../../ui/badge.tsx";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { orderUnits } from "../order-units.ts";
import { PriceCell } from "../price-cell.tsx";
import { TierAndHours } from "../tier-and-hours.tsx";
import { UnitPrices } from "../unit-prices.tsx";

/** In this order the sources are asked. */
const ORDER: ListedRate["source"][] = ["override", "openrouter", "genai-prices", "litellm", "llm-prices"];

function Holds({ rate, tz }: { rate: ListedRate; tz: string }) {
  return (
    <span className="flex flex-col whitespace-nowrap">
      {formatPeriod(rate.effective_from, rate.effective_to)}
      <span className="text-2xs text-subtle">
        known since <Instant at={rate.recorded_at} tz={tz} />
      </span>
    </span>
  );
}

const columnsOf = (rates: ListedRate[], tz: string): TableColumn<ListedRate>[] => [
  {
    id: "source",
    header: "Source",
    className: LEADING_COLUMN,
    cell: (rate) => (
      <>
        <span className="flex flex-col py-1.5">
          <span className="flex flex-wrap items-center gap-1.5 font-medium whitespace-nowrap">
            {sourceName(rate.source)}
            {rate.in_use === true && <Badge tone="accent">in use</Badge>}
            {rate.flags.map((flag) => (
              <Badge key={flag} tone="warn" title={flagText(flag)}>
                {flag.replaceAll("_", " ")}
              </Badge>
            ))}
          </span>
          <span className="truncate font-mono text-2xs text-subtle" title={rate.source_key}>
            {rate.source_key}
          </span>
        </span>
        <div className="flex flex-col gap-1.5 pb-1.5 @2xl:hidden">
          <TierAndHours rate={rate} />
          <UnitPrices rate={rate} />
          <Holds rate={rate} tz={tz} />
        </div>
      </>
    ),
  },
  {
    id: "tier",
    header: "Tier",
    shownFrom: "medium",
    cell: (rate) => <TierAndHours rate={rate} />,
  },
  ...orderUnits(rates.flatMap(({ prices }) => Object.keys(prices))).map((unit): TableColumn<ListedRate> => ({
    id: unit,
    header: unitHeading(unit),
    align: "right",
    shownFrom: "medium",
    className: "text-balance whitespace-normal",
    cell: ({ prices, is_free: isFree }) => <PriceCell unit={unit} price={prices[unit]} isFree={isFree} />,
  })),
  {
    id: "period",
    header: "Holds",
    shownFrom: "medium",
    cell: (rate) => <Holds rate={rate} tz={tz} />,
  },
];

const placeOf = ({ source, in_use: isInUse }: ListedRate) => (isInUse === true ? -1 : ORDER.indexOf(source));

const inOrderOfAsking = (left: ListedRate, right: ListedRate) => placeOf(left) - placeOf(right);

/** The rates of one model, those in use first, a row per list, service tier and part of the day, a column per unit. */
export function ModelRatesTable({ rates, tz }: { rates: ListedRate[]; tz: string }) {
  return (
    <DataTable
      label="Rates"
      columns={columnsOf(rates, tz)}
      rows={rates.toSorted(inOrderOfAsking)}
      rowKey={({ id }) => id}
    />
  );
}
