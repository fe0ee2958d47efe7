import { findModelOnce } from "./find-model.ts";
import type { CallUsage } from "./knows-more-of-call.ts";
import { pickRate, type PickedRate } from "./pick-rate.ts";
import type { BookRate, FoundModel, MatchedBy, PriceBook, UnpricedReason } from "./price-book.ts";
import type { PriceFlag } from "./price-flag.ts";
import { readServiceTier } from "./service-tier.ts";

/**
 * What a call says about where it went. `serviceTier` is the provider's own name for it; `usage` decides between two lists of
 * which only the lesser one knows context tiers.
 */
export type PricedCall = {
  provider: string | null;
  providerApiUrl?: string | null;
  model: string | null;
  serviceTier?: string | null;
  atMs: number;
  usage?: CallUsage;
};

/** The rate that a call gets, who sells it, how its model was found and what is odd about it; or why no rate is known. */
export type ResolvedRate =
  | { status: "priced"; matchedBy: MatchedBy; seller: string; rate: BookRate; flags: readonly PriceFlag[] }
  | { status: "unpriced"; reason: UnpricedReason };

const trimmed = (name: string | null | undefined) => name?.trim().toLowerCase() ?? "";

/** Whether a call names a region of other prices, and its rate is a list's that is not that region's. */
function isRegionLeftOut({ ownPrices }: FoundModel, { rate, matchedBy }: PickedRate): boolean {
  if (ownPrices.length === 0 || matchedBy === "override" || matchedBy === "alias") return false;
  const id = rate.model.toLowerCase();
  return !ownPrices.some((start) => id.startsWith(start));
}

/** The rate for a call at an instant (UTC, ms), by the order of `findModelOnce` and `pickRate`. */
export function resolveRate(book: PriceBook, call: PricedCall): ResolvedRate {
  if (call.model === null) return { status: "unpriced", reason: "unknown_model" };
  const named = { provider: trimmed(call.provider), url: call.providerApiUrl?.trim() ?? "", model: call.model };
  const found = findModelOnce(book, named);
  if (typeof found === "string") return { status: "unpriced", reason: found };
  const tier = readServiceTier(call.serviceTier ?? "");
  const picked = pickRate(book, found, { tier: tier ?? "standard", atMs: call.atMs, usage: call.usage });
  if (picked === null) return { status: "unpriced", reason: "no_rate_at_that_time" };
  const { rate, matchedBy, isStandardInstead, isTierLeftOut } = picked;
  const isUndated = call.atMs < rate.undatedBeforeMs;
  const isElsewhere = isRegionLeftOut(found, picked);
  if (tier !== null && !isUndated && !isStandardInstead && !isTierLeftOut && !found.isFloating && !isElsewhere) {
    return { status: "priced", matchedBy, seller: found.seller, rate, flags: rate.flags };
  }
  const flags = [...rate.flags];
  if (isTierLeftOut && !flags.includes("source_conflict")) flags.push("source_conflict");
  if (isStandardInstead) flags.push("tier_fallback");
  if (tier === null) flags.push("unknown_service_tier");
  if (found.isFloating) flags.push("floating_alias");
  if (isUndated) flags.push("price_undated");
  if (isElsewhere) flags.push("region_not_priced");
  return { status: "priced", matchedBy, seller: found.seller, rate, flags };
}
