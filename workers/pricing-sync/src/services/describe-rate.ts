import { type DailyWindow, PriceFlag, PriceSourceId, type Rate } from "@voygent/contracts";
import { type DescribedRateRow, OPEN_MS } from "@voygent/db";
import * as z from "zod";

import type { RateStep } from "@voygent/cost";
import { StoredRates } from "../stored-json.ts";
import { decimalText } from "./decimal-text.ts";

/** Pico-dollars per unit are micro-dollars per million units. */
export const usdPerMillion = (picoUsd: number) => decimalText(picoUsd, 6);

const DAY_MINUTES = 1_440;
const ALL_WEEKDAYS = 127;

const StoredFlags = z.array(PriceFlag);

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
  `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}Z`;

type Window = Pick<DescribedRateRow, "windowStartMinute" | "windowEndMinute" | "weekdays">;

/** The part of the week in which a rate is in force; null when it always is. */
export function describeWindow({ windowStartMinute, windowEndMinute, weekdays }: Window): DailyWindow | null {
  const isEveryDay = weekdays === ALL_WEEKDAYS;
  if (windowStartMinute === 0 && windowEndMinute === DAY_MINUTES && isEveryDay) return null;
  return {
    start: timeOfDay(windowStartMinute),
    end: timeOfDay(windowEndMinute),
    ...(!isEveryDay && { weekdays: [1, 2, 3, 4, 5, 6, 7].filter((day) => (weekdays >> (day - 1)) % 2 === 1) }),
  };
}

/** The start of a range of time as text; null for "always". */
export const fromInstant = (ms: number) => (ms === 0 ? null : new Date(ms).toISOString());

/** The end of a range of time as text; null while it is open. */
export const toInstant = (ms: number) => (ms >= OPEN_MS ? null : new Date(ms).toISOString());

/** A stored rate as the API shows it, in US dollars per million units. `seller` is told when it is not the list's own. */
export function describeRate(row: DescribedRateRow, seller = row.provider): Rate {
  const units = Object.entries(StoredRates.parse(JSON.parse(row.rates)));
  return {
    id: row.id,
    source: PriceSourceId.parse(row.source),
    provider: seller,
    model: row.model,
    name: row.name,
    service_tier: row.serviceTier,
    prices: Object.fromEntries(units.map(([unit, steps]) => [unit, unitRate(steps)])),
    effective_from: fromInstant(row.effectiveFromMs),
    effective_to: toInstant(row.effectiveToMs),
    daily_window: describeWindow(row),
    is_free: row.isFree === 1,
    flags: StoredFlags.parse(JSON.parse(row.flags)),
    listed_provider: row.provider,
    source_key: row.sourceKey,
    recorded_at: new Date(row.recordedAtMs).toISOString(),
    superseded_at: toInstant(row.supersededAtMs),
    last_seen_at: new Date(row.lastSeenAtMs).toISOString(),
  };
}
