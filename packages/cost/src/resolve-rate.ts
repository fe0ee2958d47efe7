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
  const { rate, matchedBy } = picked;
  const odd: PriceFlag[] = [];
  if (picked.isTierLeftOut && !rate.flags.includes("source_conflict")) odd.push("source_conflict");
  if (picked.isStandardInstead) odd.push("tier_fallback");
  if (picked.isContextTierUnknown) odd.push("context_tier_unknown");
  if (tier === null) odd.push("unknown_service_tier");
  if (found.isFloating) odd.push("floating_alias");
  if (call.atMs < rate.undatedBeforeMs) odd.push("price_undated");
  if (isRegionLeftOut(found, picked)) odd.push("region_not_priced");
  const flags = odd.length === 0 ? rate.flags : [...rate.flags, ...odd];
  return { status: "priced", matchedBy, seller: found.seller, rate, flags };
}
