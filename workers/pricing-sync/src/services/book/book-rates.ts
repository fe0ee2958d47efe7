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

/** What of the rates holds from an instant on. */
export function ratesFrom(rates: StoredRate[], fromMs: number): StoredRate[] {
  return rates
    .filter(({ effectiveToMs }) => effectiveToMs > fromMs)
    .map((rate) => ({ ...rate, effectiveFromMs: Math.max(rate.effectiveFromMs, fromMs) }));
}
