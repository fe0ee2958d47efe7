import type { Bucket } from "./exclusive-buckets.ts";
import type { UnitPrices } from "./price-book.ts";
import { picoUsdPerUnit, type UnitPrice } from "./unit-price.ts";

/** The dearest price among the units of the first step that has any; null when none has. */
export function bucketPrice(prices: UnitPrices, { units }: Bucket, totalInput: number): UnitPrice | null {
  for (const alternatives of units) {
    let dearest: UnitPrice | null = null;
    for (const unit of alternatives) {
      const price = prices[unit];
      if (price === undefined) continue;
      if (dearest === null || picoUsdPerUnit(price, totalInput) > picoUsdPerUnit(dearest, totalInput)) dearest = price;
    }
    if (dearest !== null) return dearest;
  }
  return null;
}

/** Whether tokens of the cache cost what fresh input does, since the rate has no price for them. */
export function isAtInputRate(prices: UnitPrices, { isCached, name }: Bucket): boolean {
  if (isCached !== true || prices[name] !== undefined) return false;
  return prices[name.startsWith("cache_write") ? "cache_write" : "cache_read"] === undefined;
}
