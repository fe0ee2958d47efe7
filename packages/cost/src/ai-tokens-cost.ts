import { exclusiveBuckets } from "./exclusive-buckets.ts";
import type { BookRate, UnitPrice } from "./price-book.ts";
import { TOKEN_KINDS, type TokenUsage } from "./token-usage.ts";

/** Counts that are billed but are not tokens. */
export type UnitUsage = { web_searches: number; requests: number };

const COUNTED_UNITS = new Set<string>([...TOKEN_KINDS, "web_searches", "requests"]);

/** The price of a unit for a call of this size: the tier with the greatest threshold that its total input passes. */
function picoUsdPerUnit(price: UnitPrice, totalInput: number): number {
  const tier = price.tiers.findLast(({ inputTokens, inclusive }) =>
    inclusive ? totalInput >= inputTokens : totalInput > inputTokens,
  );
  return tier?.picoUsd ?? price.basePicoUsd;
}

function bucketPicoUsd(rate: BookRate, units: readonly (readonly string[])[], totalInput: number): number | null {
  for (const alternatives of units) {
    const prices = alternatives.flatMap((unit) => rate.prices[unit] ?? []);
    if (prices.length > 0) return Math.max(...prices.map((price) => picoUsdPerUnit(price, totalInput)));
  }
  return null;
}

/**
 * What a call costs by a rate, in pico-dollars; null when the rate does not say what some of its tokens cost. A subset
 * without a price of its own is charged at the price of what contains it. A fee per request counts once unless the
 * number of requests is given. Searches cost nothing where the rate names no price for them.
 * @throws RangeError when a subset is larger than what contains it
 */
export function aiTokensCostPicoUsd(rate: BookRate, tokens: TokenUsage, units: UnitUsage): bigint | null {
  const buckets = exclusiveBuckets(tokens);
  const pricedUnits = Object.keys(rate.prices);
  if (pricedUnits.length === 0) return 0n;
  if (!pricedUnits.some((unit) => COUNTED_UNITS.has(unit))) return null;
  let total = 0n;
  for (const bucket of buckets) {
    if (bucket.tokens === 0) continue;
    const picoUsd = bucketPicoUsd(rate, bucket.units, tokens.input);
    if (picoUsd === null) return null;
    total += BigInt(bucket.tokens) * BigInt(picoUsd);
  }
  const requests = units.requests > 0 ? units.requests : 1;
  const searchPicoUsd = bucketPicoUsd(rate, [["web_searches"]], tokens.input) ?? 0;
  const requestPicoUsd = bucketPicoUsd(rate, [["requests"]], tokens.input) ?? 0;
  return total + BigInt(units.web_searches) * BigInt(searchPicoUsd) + BigInt(requests) * BigInt(requestPicoUsd);
}
