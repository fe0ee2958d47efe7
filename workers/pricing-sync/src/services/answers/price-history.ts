import {
  describeWindow,
  endText,
  type PriceHistory,
  PriceSourceId,
  startText,
  usdPerMillion,
} from "@voygent/contracts";
import { type Db, type PriceRateRow, selectPriceHistory } from "@voygent/db";

import { StoredRates } from "../../stored-json.ts";

type Wanted = {
  provider: string;
  model: string;
  unit?: string | undefined;
  service_tier?: string | undefined;
  superseded?: boolean | undefined;
};

type PricedRow = { row: PriceRateRow; rates: ReturnType<typeof StoredRates.parse> };

function point({ row, rates }: PricedRow, unit: string) {
  const picoUsd = rates[unit]?.[0]?.rate_pico_usd;
  const price = picoUsd === undefined ? null : usdPerMillion(picoUsd);
  return {
    from: startText(row.effectiveFromMs),
    to: endText(row.effectiveToMs),
    price: row.isFree === 1 ? "0" : price,
    recorded_at: new Date(row.recordedAtMs).toISOString(),
    superseded_at: endText(row.supersededAtMs),
  };
}

const seriesKey = ({ row }: PricedRow) =>
  JSON.stringify([row.source, row.serviceTier, row.windowStartMinute, row.windowEndMinute, row.weekdays]);

/** How the base prices of a model went, one series per source, tier, part of the week and unit, the oldest price first. */
export async function priceHistory(db: Db, wanted: Wanted): Promise<PriceHistory> {
  const rows = await selectPriceHistory(db, {
    provider: wanted.provider,
    model: wanted.model,
    serviceTier: wanted.service_tier,
    isWithSuperseded: wanted.superseded ?? false,
  });
  const priced = rows.map((row): PricedRow => ({ row, rates: StoredRates.parse(JSON.parse(row.rates)) }));
  const data = [...Map.groupBy(priced, seriesKey).values()].flatMap((series) => {
    const units = [...new Set(series.flatMap(({ rates }) => Object.keys(rates)))];
    const shown = wanted.unit === undefined ? units : units.filter((unit) => unit === wanted.unit);
    const [first] = series;
    if (first === undefined) return [];
    return shown.map((unit) => ({
      source: PriceSourceId.parse(first.row.source),
      service_tier: first.row.serviceTier,
      unit,
      daily_window: describeWindow(first.row),
      points: series.map((entry) => point(entry, unit)),
    }));
  });
  return { data };
}
