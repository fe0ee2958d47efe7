import { addPicoUsd, type PicoUsd } from "./nano-usd.ts";
import { addOtherCharges, hasUnpricedUnits, otherCharges, type OtherUnits } from "./other-units.ts";
import type { BookRate } from "./price-book.ts";
import type { TokenUsage } from "./token-usage.ts";
import { picoUsdPerUnit, type UnitPrice } from "./unit-price.ts";

/** Counts that are billed but are not tokens; `other` those that few models are billed by. */
export type UnitUsage = { web_searches: number; requests: number; other?: OtherUnits };

function addFee(sum: PicoUsd, price: UnitPrice | undefined, count: number, totalInput: number): PicoUsd {
  return price === undefined ? sum : addPicoUsd(sum, count, picoUsdPerUnit(price, totalInput));
}

/** How often a fee per request is charged: once unless the number of requests is given. */
export const requestCount = (units: UnitUsage): number => (units.requests > 0 ? units.requests : 1);

/** The dearest of the prices; null without any. */
function dearestPicoUsd(prices: readonly UnitPrice[], totalInput: number): number | null {
  let dearest: number | null = null;
  for (const price of prices) {
    const picoUsd = picoUsdPerUnit(price, totalInput);
    if (dearest === null || picoUsd > dearest) dearest = picoUsd;
  }
  return dearest;
}

/**
 * What a call costs by a rate, in pico-dollars; null when the rate does not say what some of its tokens cost. A subset
 * without a price of its own is charged at the price of what contains it. Searches and other units cost nothing where the
 * rate names no price for them.
 * @throws RangeError when a subset is larger than what contains it
 */
export function aiTokensCostPicoUsd(
  { prices, buckets, charges }: BookRate,
  tokens: TokenUsage,
  units: UnitUsage,
): PicoUsd | null {
  const totalInput = tokens.input;
  const isFree = charges === "nothing";
  let total: PicoUsd = 0;
  let isKnown = charges !== "other" || otherCharges(units.other, prices).length > 0;
  for (const { tokensOf, prices: alternatives } of buckets) {
    const count = tokensOf(tokens);
    if (count === 0) continue;
    if (count < 0) {
      throw new RangeError("a token count is larger than the count that contains it; normalise the usage first");
    }
    const picoUsd = isFree ? 0 : dearestPicoUsd(alternatives, totalInput);
    if (picoUsd === null) isKnown = false;
    else total = addPicoUsd(total, count, picoUsd);
  }
  if (!isKnown) return null;
  total = addFee(total, prices["web_searches"], units.web_searches, totalInput);
  total = addOtherCharges(total, units.other, prices);
  return addFee(total, prices["requests"], requestCount(units), totalInput);
}

/** Whether a call paid the price of five minutes for what it cached for an hour. */
export const paysShortRateForHourCache = (
  { prices, charges }: BookRate,
  { cache_write_1h: count }: TokenUsage,
): boolean =>
  count > 0 && charges !== "nothing" && prices["cache_write_1h"] === undefined && prices["cache_write"] !== undefined;

/** Whether a call searched the web at a rate that names no price for it. */
export const searchesWithoutPrice = ({ prices, charges }: BookRate, { web_searches: count }: UnitUsage): boolean =>
  count > 0 && charges !== "nothing" && prices["web_searches"] === undefined;

/** Whether a call counted other units at a rate that names no price for them. */
export const otherUnitsWithoutPrice = ({ prices, charges }: BookRate, { other }: UnitUsage): boolean =>
  charges !== "nothing" && hasUnpricedUnits(other, prices);

/** Whether a call paid the input price for some tokens of the cache. */
export function paysInputRateForCache({ buckets, charges }: BookRate, tokens: TokenUsage): boolean {
  if (charges === "nothing" || (tokens.cache_read === 0 && tokens.cache_write === 0)) return false;
  return buckets.some(({ isAtInputRate, tokensOf }) => isAtInputRate && tokensOf(tokens) > 0);
}
