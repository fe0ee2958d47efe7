import type { UnitUsage } from "./ai-tokens-cost.ts";
import type { PricedBucket } from "./bucket-price.ts";
import type { BookRate } from "./price-book.ts";
import type { TokenUsage } from "./token-usage.ts";
import { dearestPrice, passedTier } from "./unit-price.ts";

/** What a call used, in normal form: what the choice between two lists of one model depends on. */
export type CallUsage = { tokens: TokenUsage; units: UnitUsage };

/** Whether the rate names the price of a bucket itself, and not that of something that stands in for it. */
const isNamed = ({ prices }: BookRate, { units: [own = []] }: PricedBucket) =>
  own.some((unit) => prices[unit] !== undefined);

function isInTier({ prices }: PricedBucket, totalInput: number): boolean {
  const dearest = dearestPrice(prices, totalInput);
  return dearest !== null && passedTier(dearest, totalInput) !== null;
}

/** How many tokens of a call each of two rates names the right price of; only `tiered` knows the tiers of contexts. */
function knownTokens(tiered: BookRate, flat: BookRate, tokens: TokenUsage): { tiered: number; flat: number } {
  const known = { tiered: 0, flat: 0 };
  for (const [index, bucket] of tiered.buckets.entries()) {
    const count = bucket.tokensOf(tokens);
    const other = flat.buckets[index];
    if (count <= 0 || other === undefined) continue;
    const isTieredNamed = isNamed(tiered, bucket);
    if (isTieredNamed) known.tiered += count;
    if (isNamed(flat, other) && !(isTieredNamed && isInTier(bucket, tokens.input))) known.flat += count;
  }
  return known;
}

/** Whether a rate has a price that depends on the size of the call. */
export const hasContextTiers = ({ prices }: BookRate): boolean =>
  Object.values(prices).some((price) => typeof price === "object" && price.tiers.length > 0);

/** Whether a call is larger than a context tier of a rate. */
export const passesTier = ({ buckets }: BookRate, { input }: TokenUsage): boolean =>
  buckets.some((bucket) => isInTier(bucket, input));

/**
 * Whether the rate of a lesser list, which alone knows the context tiers, names the price of more tokens of a call than the
 * rate of the better list does; of as many, whether it alone names a price for its searches.
 */
export function knowsMoreOfCall(tiered: BookRate, flat: BookRate, { tokens, units }: CallUsage): boolean {
  const known = knownTokens(tiered, flat, tokens);
  if (known.tiered !== known.flat) return known.tiered > known.flat;
  return (
    units.web_searches > 0 && flat.prices["web_searches"] === undefined && tiered.prices["web_searches"] !== undefined
  );
}
