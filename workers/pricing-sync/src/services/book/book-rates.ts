import { ServiceTier } from "@voygent/contracts";
import type { StoredRate } from "@voygent/cost";
import type { PriceRateRow } from "@voygent/db";

import { StoredFlags, StoredRates } from "../../stored-json.ts";

const isAllDay = (row: PriceRateRow) =>
  row.windowStartMinute === 0 && row.windowEndMinute === 1440 && row.weekdays === 127;

/** A stored rate as the price book takes it. */
export function bookRate(row: PriceRateRow): StoredRate {
  return {
    id: row.id,
    source: row.source,
    serviceTier: ServiceTier.parse(row.serviceTier),
    effectiveFromMs: row.effectiveFromMs,
    effectiveToMs: row.effectiveToMs,
    window: isAllDay(row) ? null : [row.windowStartMinute, row.windowEndMinute, row.weekdays],
    flags: StoredFlags.parse(JSON.parse(row.flags)),
    rates: StoredRates.parse(JSON.parse(row.rates)),
  };
}

/** What of the rates holds within a period. */
export function ratesWithin(
  rates: StoredRate[],
  { effectiveFromMs: fromMs, effectiveToMs: toMs }: Pick<StoredRate, "effectiveFromMs" | "effectiveToMs">,
): StoredRate[] {
  return rates
    .filter(({ effectiveFromMs, effectiveToMs }) => effectiveToMs > fromMs && effectiveFromMs < toMs)
    .map((rate) => ({
      ...rate,
      effectiveFromMs: Math.max(rate.effectiveFromMs, fromMs),
      effectiveToMs: Math.min(rate.effectiveToMs, toMs),
    }));
}
