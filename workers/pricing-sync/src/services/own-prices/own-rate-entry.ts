import { type OverrideRequest, scaledDecimal } from "@voygent/contracts";
import type { RateStep } from "@voygent/cost";
import { AppError } from "@voygent/http";

import type { GroupEntry } from "../sync/price-groups.ts";

const PER_MILLION_PLACES = 6;
const DAY_MINUTES = 1_440;
const ALL_WEEKDAYS = 127;

type OwnPrices = NonNullable<OverrideRequest["prices"]>;
type OwnUnitRate = NonNullable<OwnPrices[keyof OwnPrices]>;

const picoUsd = (text: string) => scaledDecimal(text, PER_MILLION_PLACES);

function steps(rate: OwnUnitRate): RateStep[] {
  if (typeof rate === "string") return [{ min_input_tokens: 0, inclusive: false, rate_pico_usd: picoUsd(rate) }];
  const tiers = rate.tiers.map(({ above_input_tokens, inclusive, price }) => ({
    min_input_tokens: above_input_tokens,
    inclusive: inclusive ?? false,
    rate_pico_usd: picoUsd(price),
  }));
  const sorted = tiers.toSorted((a, b) => a.min_input_tokens - b.min_input_tokens);
  return [{ min_input_tokens: 0, inclusive: false, rate_pico_usd: picoUsd(rate.base) }, ...sorted];
}

const invalid = (path: string, message: string) =>
  new AppError("invalid_input", "some fields are not valid", { fields: [{ path, message }] });

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.replace("Z", "").split(":").map(Number);
  return hours * 60 + minutes;
}

function windowOf(daily: OverrideRequest["daily_window"]): GroupEntry["window"] {
  if (daily === undefined || daily === null) return [0, DAY_MINUTES, ALL_WEEKDAYS];
  const start = minuteOf(daily.start);
  // An end at midnight is the end of the same day.
  const end = minuteOf(daily.end) === 0 ? DAY_MINUTES : minuteOf(daily.end);
  if (start === end) throw invalid("daily_window.end", "must not be the same as start");
  const weekdays = (daily.weekdays ?? [1, 2, 3, 4, 5, 6, 7]).reduce((bits, day) => bits | (1 << (day - 1)), 0);
  return [start, end, weekdays];
}

/**
 * What own rates charge and when in the week, as it is stored.
 * @throws AppError `invalid_input` for prices that are all 0 without `free`, for no price at all, and for two equal tiers
 */
export function ownRateEntry({ prices = {}, free = false, daily_window: daily }: OverrideRequest): GroupEntry {
  const units = Object.entries(prices).map(([unit, rate]) => [unit, steps(rate)] as const);
  if (units.length === 0 && !free) throw invalid("prices", "expected at least one price, or `free`");
  const isFree = units.every(([, list]) => list.every(({ rate_pico_usd }) => rate_pico_usd === 0));
  for (const [unit, list] of units) {
    if (isFree && !free) throw invalid(`prices.${unit}`, "nothing but 0 needs `free`: an unknown price is left out");
    if (new Set(list.map(({ min_input_tokens }) => min_input_tokens)).size < list.length) {
      throw invalid(`prices.${unit}`, "has two prices for the same number of tokens");
    }
  }
  return {
    window: windowOf(daily),
    isFree,
    rates: JSON.stringify(isFree ? {} : Object.fromEntries(units)),
    flags: "[]",
  };
}
