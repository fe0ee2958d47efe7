/**
 * What an admin should know about a price, in the order of their bits in the price book. `cache_at_input_rate`: cached tokens
 * without a price of their own cost what fresh ones do. `tier_fallback`: the standard rate stands in for the service tier.
 * `tier_from_fallback`: the rate of a lesser list, since only it knows the context tiers. `source_conflict`: the lists differ.
 * `floating_alias`: the name moves from model to model. `unknown_service_tier`: priced as standard. `search_size_assumed`: the
 * price of a search of medium size. `rate_history_seed`: a past price that only a cross-check list names. `searches_not_priced`:
 * the list names no price for the searches of a call, so they cost nothing here. `hour_cache_at_short_rate`: what is cached
 * for an hour costs what five minutes do, since the list names no price of its own for it. `units_not_priced`: the call counted
 * what the list names no price for, such as sources that were searched, pages or seconds; that costs nothing here. `price_undated`: the
 * call is older than the day on which the price was first read, and the list does not say since when it holds.
 * `region_not_priced`: the call names a region with a price list of its own, such as GovCloud; the price without a region is
 * charged. `hours_corrected`: the list cannot say on which days of the week these hours hold; the product corrects it.
 * `context_tier_unknown`: the rate of the service tier has no context tiers, and the model's standard rate has one that the call is in.
 */
export const PRICE_FLAGS = [
  "cache_at_input_rate",
  "tier_fallback",
  "tier_from_fallback",
  "source_conflict",
  "floating_alias",
  "unknown_service_tier",
  "search_size_assumed",
  "rate_history_seed",
  "searches_not_priced",
  "hour_cache_at_short_rate",
  "units_not_priced",
  "price_undated",
  "region_not_priced",
  "hours_corrected",
  "context_tier_unknown",
] as const;

export type PriceFlag = (typeof PRICE_FLAGS)[number];

/** The flags as bits of one number, the first of the list as 1. */
export function encodePriceFlags(flags: readonly PriceFlag[]): number {
  return flags.reduce((bits, flag) => bits | (1 << PRICE_FLAGS.indexOf(flag)), 0);
}

/** The flags that `encodePriceFlags` made a number of. */
export function decodePriceFlags(bits: number): PriceFlag[] {
  return bits === 0 ? [] : PRICE_FLAGS.filter((_, index) => (bits & (1 << index)) !== 0);
}
