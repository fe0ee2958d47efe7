import * as z from "zod";

import { PriceFlag } from "./cost.ts";
import { decimalText } from "./decimal-text.ts";
import { type DailyWindow, PriceSourceId, type Rate } from "./prices.ts";

/** The end of what has no end yet, as it is stored. */
const OPEN_MS = 253_402_300_799_999;

const StoredPrices = z.record(
  z.string(),
  z.array(z.object({ min_input_tokens: z.int(), inclusive: z.boolean(), rate_pico_usd: z.int() })),
);

type RateStep = z.infer<typeof StoredPrices>[string][number];

/** A stored rate with what is known of its model. `rates` and `flags` are JSON. */
export type StoredRateRow = {
  id: string;
  source: string;
  provider: string;
  model: string;
  name: string;
  sourceKey: string;
  serviceTier: string;
  effectiveFromMs: number;
  effectiveToMs: number;
  windowStartMinute: number;
  windowEndMinute: number;
  weekdays: number;
  isFree: number;
  rates: string;
  flags: string;
  recordedAtMs: number;
  supersededAtMs: number;
  lastSeenAtMs: number;
};

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

type Window = Pick<StoredRateRow, "windowStartMinute" | "windowEndMinute" | "weekdays">;

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
export const startText = (ms: number) => (ms === 0 ? null : new Date(ms).toISOString());

/** The end of a range of time as text; null while it is open. */
export const endText = (ms: number) => (ms >= OPEN_MS ? null : new Date(ms).toISOString());

/** A stored rate as the API shows it, in US dollars per million units. `seller` is told when it is not the list's own. */
export function describeRate(row: StoredRateRow, seller = row.provider): Rate {
  const units = Object.entries(StoredPrices.parse(JSON.parse(row.rates)));
  return {
    id: row.id,
    source: PriceSourceId.parse(row.source),
    provider: seller,
    model: row.model,
    name: row.name,
    service_tier: row.serviceTier,
    prices: Object.fromEntries(units.map(([unit, steps]) => [unit, unitRate(steps)])),
    effective_from: startText(row.effectiveFromMs),
    effective_to: endText(row.effectiveToMs),
    daily_window: describeWindow(row),
    is_free: row.isFree === 1,
    flags: StoredFlags.parse(JSON.parse(row.flags)),
    listed_provider: row.provider,
    source_key: row.sourceKey,
    recorded_at: new Date(row.recordedAtMs).toISOString(),
    superseded_at: endText(row.supersededAtMs),
    last_seen_at: new Date(row.lastSeenAtMs).toISOString(),
  };
}
