import { BUCKETS } from "./exclusive-buckets.ts";
import { addPicoUsd, type PicoUsd } from "./nano-usd.ts";
import type { BookRate, DocumentPrice } from "./price-book.ts";
import type { TokenUsage } from "./token-usage.ts";

/** Counts that are billed but are not tokens. */
export type UnitUsage = { web_searches: number; requests: number };

/** The price of a unit for a call of this size: the tier with the greatest threshold that its total input passes. */
function picoUsdPerUnit(price: DocumentPrice, totalInput: number): number {
  if (typeof price === "number") return price;
  let [greatest, picoUsd] = [0, price.base];
  for (const [threshold, tierPicoUsd, isInclusive] of price.tiers) {
    const isPassed = isInclusive === 1 ? totalInput >= threshold : totalInput > threshold;
    if (isPassed && threshold >= greatest) [greatest, picoUsd] = [threshold, tierPicoUsd];
  }
  return picoUsd;
}

/** The dearest price among the units of the first step that has any; null when none has. */
function bucketPicoUsd(
  prices: BookRate["prices"],
  units: readonly (readonly string[])[],
  totalInput: number,
): number | null {
  for (const alternatives of units) {
    let dearest: number | null = null;
    for (const unit of alternatives) {
      const price = prices[unit];
      if (price !== undefined) dearest = Math.max(dearest ?? 0, picoUsdPerUnit(price, totalInput));
    }
    if (dearest !== null) return dearest;
  }
  return null;
}

function refuseNegative(usage: TokenUsage): void {
  for (const { tokensOf } of BUCKETS) {
    if (tokensOf(usage) < 0) {
      throw new RangeError("a token count is larger than the count that contains it; normalise the usage first");
    }
  }
}

function addFee(sum: PicoUsd, price: DocumentPrice | undefined, count: number, totalInput: number): PicoUsd {
  return price === undefined ? sum : addPicoUsd(sum, count, picoUsdPerUnit(price, totalInput));
}

/**
 * What a call costs by a rate, in pico-dollars; null when the rate does not say what some of its tokens cost. A subset
 * without a price of its own is charged at the price of what contains it. A fee per request counts once unless the
 * number of requests is given. Searches cost nothing where the rate names no price for them.
 * @throws RangeError when a subset is larger than what contains it
 */
export function aiTokensCostPicoUsd(rate: BookRate, tokens: TokenUsage, units: UnitUsage): PicoUsd | null {
  refuseNegative(tokens);
  if (rate.charges === "nothing") return 0;
  if (rate.charges === "other") return null;
  const { prices } = rate;
  const totalInput = tokens.input;
  let total: PicoUsd = 0;
  for (const { tokensOf, units: steps } of BUCKETS) {
    const count = tokensOf(tokens);
    if (count === 0) continue;
    const picoUsd = bucketPicoUsd(prices, steps, totalInput);
    if (picoUsd === null) return null;
    total = addPicoUsd(total, count, picoUsd);
  }
  total = addFee(total, prices["web_searches"], units.web_searches, totalInput);
  return addFee(total, prices["requests"], units.requests > 0 ? units.requests : 1, totalInput);
}
