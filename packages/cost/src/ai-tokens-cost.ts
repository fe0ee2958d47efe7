import { bucketPrice, isAtInputRate } from "./bucket-price.ts";
import { BUCKETS } from "./exclusive-buckets.ts";
import { addPicoUsd, type PicoUsd } from "./nano-usd.ts";
import type { BookRate } from "./price-book.ts";
import type { TokenUsage } from "./token-usage.ts";
import { picoUsdPerUnit, type UnitPrice } from "./unit-price.ts";

/** Counts that are billed but are not tokens. */
export type UnitUsage = { web_searches: number; requests: number };

function refuseNegative(usage: TokenUsage): void {
  for (const { tokensOf } of BUCKETS) {
    if (tokensOf(usage) < 0) {
      throw new RangeError("a token count is larger than the count that contains it; normalise the usage first");
    }
  }
}

function addFee(sum: PicoUsd, price: UnitPrice | undefined, count: number, totalInput: number): PicoUsd {
  return price === undefined ? sum : addPicoUsd(sum, count, picoUsdPerUnit(price, totalInput));
}

/** How often a fee per request is charged: once unless the number of requests is given. */
export const requestCount = (units: UnitUsage): number => (units.requests > 0 ? units.requests : 1);

/**
 * What a call costs by a rate, in pico-dollars; null when the rate does not say what some of its tokens cost. A subset
 * without a price of its own is charged at the price of what contains it. Searches cost nothing where the rate names no
 * price for them.
 * @throws RangeError when a subset is larger than what contains it
 */
export function aiTokensCostPicoUsd(
  { prices, charges }: Pick<BookRate, "prices" | "charges">,
  tokens: TokenUsage,
  units: UnitUsage,
): PicoUsd | null {
  refuseNegative(tokens);
  if (charges === "nothing") return 0;
  if (charges === "other") return null;
  const totalInput = tokens.input;
  let total: PicoUsd = 0;
  for (const bucket of BUCKETS) {
    const count = bucket.tokensOf(tokens);
    if (count === 0) continue;
    const price = bucketPrice(prices, bucket, totalInput);
    if (price === null) return null;
    total = addPicoUsd(total, count, picoUsdPerUnit(price, totalInput));
  }
  total = addFee(total, prices["web_searches"], units.web_searches, totalInput);
  return addFee(total, prices["requests"], requestCount(units), totalInput);
}

/** Whether a call paid the input price for some tokens of the cache. */
export function paysInputRateForCache({ prices, charges }: BookRate, tokens: TokenUsage): boolean {
  if (charges === "nothing" || (tokens.cache_read === 0 && tokens.cache_write === 0)) return false;
  return BUCKETS.some((bucket) => isAtInputRate(prices, bucket) && bucket.tokensOf(tokens) > 0);
}
