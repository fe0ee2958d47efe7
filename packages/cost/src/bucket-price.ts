import { type Bucket, BUCKETS } from "./exclusive-buckets.ts";
import type { UnitPrice, UnitPrices } from "./unit-price.ts";

/** The prices of a bucket, of which the dearest counts: those among the units of the first step that has any; else none. */
export function bucketPrices(prices: UnitPrices, { units }: Bucket): UnitPrice[] {
  for (const alternatives of units) {
    const found = alternatives.flatMap((unit) => prices[unit] ?? []);
    if (found.length > 0) return found;
  }
  return [];
}

/** Whether tokens of the cache cost what fresh input does, since the rate has no price for them. */
export function isAtInputRate(prices: UnitPrices, { isCached, name }: Bucket): boolean {
  if (isCached !== true || prices[name] !== undefined) return false;
  return prices[name.startsWith("cache_write") ? "cache_write" : "cache_read"] === undefined;
}

/** A bucket with its prices by a rate. */
export type PricedBucket = Bucket & { prices: readonly UnitPrice[]; isAtInputRate: boolean };

/** Every bucket with its prices, found once for a rate so that a call only multiplies. */
export function priceBuckets(prices: UnitPrices): PricedBucket[] {
  return BUCKETS.map((bucket) => ({
    ...bucket,
    prices: bucketPrices(prices, bucket),
    isAtInputRate: isAtInputRate(prices, bucket),
  }));
}
