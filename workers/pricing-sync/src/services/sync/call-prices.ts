import { bucketPrices, BUCKETS, picoUsdPerUnit, type RateStep, type UnitPrice, unitPriceOf } from "@voygent/cost";

/** The prices of one rate as they are stored, by unit. */
export type StepsByUnit = Partial<Record<string, RateStep[]>>;

/** What is charged for one unit in calls of one size; `above` is the tier that they are in, null for the smallest. */
export type CallPrice = { unit: string; above: number | null; picoUsd: number; isOwn: boolean };

/** The tokens of the call that a fee comes on top of. */
const USUAL_TOKENS = 1_000;

/** What counts once per call, whatever its size. */
export const FEES = ["requests", "web_searches"] as const;

const pricesOf = (steps: StepsByUnit): Partial<Record<string, UnitPrice>> =>
  Object.fromEntries(Object.entries(steps).map(([unit, ofUnit = []]) => [unit, unitPriceOf(ofUnit)]));

/** The input tokens at which any of these prices change; behind each of them calls are charged otherwise. */
export function bordersOf(...rates: StepsByUnit[]): number[] {
  const steps = rates.flatMap((rate) => Object.values(rate).flatMap((ofUnit = []) => ofUnit.slice(1)));
  return [...new Set(steps.map(({ min_input_tokens: above }) => above))].toSorted((a, b) => a - b);
}

/** The sizes of calls to look at: a small one, and at and behind every border. */
const sizesOf = (borders: number[]): { above: number | null; tokens: number }[] => [
  { above: null, tokens: 0 },
  ...borders.flatMap((above) => [
    { above, tokens: above },
    { above, tokens: above + 1 },
  ]),
];

/**
 * What a rate charges for every kind of token, in calls of every size, by the rule of the cost engine: a kind without a price
 * of its own costs what contains it. `isOwn` says whether it has one.
 */
export function callPrices(steps: StepsByUnit, borders: number[]): Map<string, CallPrice> {
  const prices = pricesOf(steps);
  const found = new Map<string, CallPrice>();
  for (const { above, tokens } of sizesOf(borders)) {
    for (const bucket of BUCKETS) {
      const unit = bucket.name === "cache_write_5m" ? "cache_write" : bucket.name;
      const alternatives = bucketPrices(prices, bucket).map((price) => picoUsdPerUnit(price, tokens));
      if (alternatives.length === 0) continue;
      const isOwn = steps[unit] !== undefined;
      found.set(`${unit} ${tokens}`, { unit, above, picoUsd: Math.max(...alternatives), isOwn });
    }
  }
  return found;
}

/** What a fee is, 0 when there is none. */
export const feePicoUsd = (steps: StepsByUnit, unit: string): number => steps[unit]?.[0]?.rate_pico_usd ?? 0;

/** What a usual small call costs with one of these fees. */
export function callWithFeePicoUsd(steps: StepsByUnit, unit: string): number {
  const tokenPicoUsd = (steps["input"]?.[0]?.rate_pico_usd ?? 0) + (steps["output"]?.[0]?.rate_pico_usd ?? 0);
  return tokenPicoUsd * USUAL_TOKENS + feePicoUsd(steps, unit);
}
