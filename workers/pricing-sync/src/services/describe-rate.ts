import { PriceSourceId, type Rate } from "@voygent/contracts";
import type { PriceRateRow } from "@voygent/db";

import type { RateStep } from "../price-list.ts";
import { StoredRates } from "../stored-json.ts";

const MICRO_DIGITS = 6;

/** Pico-dollars per unit are micro-dollars per million units: six decimal places, those at the end left out when zero. */
function usdPerMillion(picoUsd: number): string {
  const digits = String(picoUsd).padStart(MICRO_DIGITS + 1, "0");
  const fraction = digits.slice(-MICRO_DIGITS).replace(/0+$/, "");
  return `${digits.slice(0, -MICRO_DIGITS)}${fraction === "" ? "" : `.${fraction}`}`;
}

function unitRate([base, ...tiers]: RateStep[]) {
  return {
    base: usdPerMillion(base?.rate_pico_usd ?? 0),
    tiers: tiers.map(({ min_input_tokens, inclusive, rate_pico_usd }) => ({
      above_input_tokens: min_input_tokens,
      inclusive,
      price: usdPerMillion(rate_pico_usd),
    })),
  };
}

const timeOfDay = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}Z`;

/** A stored rate as the API shows it, in US dollars per million units. */
export function describeRate(row: PriceRateRow & { name: string }): Rate {
  const units = Object.entries(StoredRates.parse(JSON.parse(row.rates)));
  const isDaily = row.windowStartMinute !== 0 || row.windowEndMinute !== 1440;
  return {
    id: row.id,
    source: PriceSourceId.parse(row.source),
    provider: row.provider,
    model: row.model,
    name: row.name,
    service_tier: row.serviceTier,
    prices: Object.fromEntries(units.map(([unit, steps]) => [unit, unitRate(steps)])),
    effective_from: row.effectiveFromMs === 0 ? null : new Date(row.effectiveFromMs).toISOString(),
    effective_to: null,
    daily_window: isDaily ? { start: timeOfDay(row.windowStartMinute), end: timeOfDay(row.windowEndMinute) } : null,
    recorded_at: new Date(row.recordedAtMs).toISOString(),
    superseded_at: row.supersededAtMs === null ? null : new Date(row.supersededAtMs).toISOString(),
    last_seen_at: null,
  };
}
