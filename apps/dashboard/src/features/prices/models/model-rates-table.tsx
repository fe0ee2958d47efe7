import type { ListedRate } from "../../../api/pricing-schema.ts";
import { flagText, formatPeriod, sourceName, unitHeading } from "../../../format/prices.ts";
import { Badge } from "../../../ui/badge.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { orderUnits } from "./order-units.ts";
import { HoursNote } from "../hours-note.tsx";
import { PriceCell } from "../price-cell.tsx";

/** In this order the sources are asked. */
const ORDER: ListedRate["source"][] = ["override", "openrouter", "genai-prices", "litellm", "llm-prices"];

const columnsOf = (rates: ListedRate[], tz: string): TableColumn<ListedRate>[] => [
  {
    id: "source",
    header: "Source",
    cell: ({ source, in_use: isInUse, source_key: key, flags }) => (
      <span className="flex flex-col py-1.5">
        <span className="flex items-center gap-1.5 font-medium whitespace-nowrap">
          {sourceName(source)}
          {isInUse === true && <Badge tone="accent">in use</Badge>}
          {flags.map((flag) => (
            <Badge key={flag} tone="warn" title={flagText(flag)}>
              {flag.replaceAll("_", " ")}
            </Badge>
          ))}
        </span>
        <span className="max-w-56 truncate font-mono text-2xs text-subtle" title={key}>
          {key}
        </span>
      </span>
    ),
  },
  {
    id: "tier",
    header: "Tier",
    cell: (rate) => (
      <span className="flex flex-col">
        <span>
          <Badge>{rate.service_tier}</Badge>
        </span>
        <HoursNote window={rate.daily_window} />
      </span>
    ),
  },
  ...orderUnits(rates.flatMap(({ prices }) => Object.keys(prices))).map((unit): TableColumn<ListedRate> => ({
    id: unit,
    header: unitHeading(unit),
    align: "right",
    className: "text-balance whitespace-normal",
    cell: ({ prices, is_free: isFree }) => <PriceCell unit={unit} price={prices[unit]} isFree={isFree} />,
  })),
  {
    id: "period",
    header: "Holds",
    cell: ({ effective_from: from, effective_to: to, recorded_at: recordedAt }) => (
      <span className="flex flex-col whitespace-nowrap">
        {formatPeriod(from, to)}
        <span className="text-2xs text-subtle">
          known since <Instant at={recordedAt} tz={tz} />
        </span>
      </span>
    ),
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
