import * as z from "zod";

import { UsdAmount } from "./primitives.ts";

/** `priced`: computed from a rate. `unpriced`: the AI cost is not known and null. `reported`: only the client's own figure. */
export const CostStatus = z.enum(["priced", "unpriced", "reported"]).meta({ id: "CostStatus" });
export type CostStatus = z.infer<typeof CostStatus>;

/** Why an AI cost is not known. */
export const UnknownCostReason = z.enum(["no_rate", "usage_unknown"]).meta({
  id: "UnknownCostReason",
  description: [
    "`no_rate`: no price is known; the interaction is priced when one is.",
    "`usage_unknown`: a model was called and the sender gave no count of what it used, or a cost event came without its cost: no price would help.",
  ].join(" "),
});
export type UnknownCostReason = z.infer<typeof UnknownCostReason>;

/** The column `cost_status`. */
const StoredCostStatus = z.enum([...CostStatus.options, "usage_unknown"]);

/** What the column `cost_status` says. @throws when it says nothing that is known */
export function readCostStatus(column: string): { status: CostStatus; unpriced_reason?: UnknownCostReason } {
  const status = StoredCostStatus.parse(column);
  if (status === "usage_unknown") return { status: "unpriced", unpriced_reason: status };
  return status === "unpriced" ? { status, unpriced_reason: "no_rate" } : { status };
}

/** Whether the column `cost_status` says that the AI cost is not known. */
export const hasUnknownCost = (column: string): boolean => column === "unpriced" || column === "usage_unknown";

/** How the model was found in the price list; never by a substring. */
export const MatchedBy = z
  .enum(["override", "alias", "exact", "normalized", "undated", "rule", "fallback_provider"])
  .meta({ id: "MatchedBy" });
export type MatchedBy = z.infer<typeof MatchedBy>;

/** The tiers of service that have rates of their own. */
export const ServiceTier = z.enum(["standard", "batch", "flex", "priority"]).meta({ id: "ServiceTier" });
export type ServiceTier = z.infer<typeof ServiceTier>;

/** What one should know about a rate or a cost beyond its figure. */
export const PriceFlag = z
  .enum([
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
  ])
  .meta({
    id: "PriceFlag",
    description: [
      "`cache_at_input_rate`: the list has no cache price, cache tokens are charged as input.",
      "`tier_fallback`: the service tier has no rate of its own, the standard one is charged.",
      "`tier_from_fallback`: the context tiers are known to the second list only, so the whole rate is its.",
      "`source_conflict`: the lists tell different prices.",
      "`floating_alias`: the name stands for changing models.",
      "`unknown_service_tier`: the service tier is not known here, the standard rate is charged.",
      "`search_size_assumed`: the price of a search depends on a size that is not sent; the medium one is charged.",
      "`rate_history_seed`: a past price from a list that is otherwise read for comparison only.",
      "`searches_not_priced`: the list has no price for web searches; those of the call cost nothing here.",
      "`hour_cache_at_short_rate`: the list has no price for an hour in the cache; the one of five minutes is charged.",
      "`units_not_priced`: the call counted what the list has no price for (sources searched, pages, seconds, …); that costs nothing here.",
      "`price_undated`: the call is older than the day on which its price was first read, and the list does not say since when it holds.",
      "`region_not_priced`: the region that the model names (GovCloud, China) has no price here; the one without a region is charged.",
      "`hours_corrected`: the list cannot say on which days of the week these hours hold; the vendor's days are charged.",
      "`context_tier_unknown`: the call is in a context tier of the model's standard price, and the list tells none for its service tier; it may cost more than what is charged.",
    ].join(" "),
  });
export type PriceFlag = z.infer<typeof PriceFlag>;

/** The cost of one interaction by category. `total` is the sum of the four categories. */
export const InteractionCost = z
  .object({
    ai_tokens: z.union([UsdAmount, z.null()]),
    db_ops: UsdAmount,
    api_calls: UsdAmount,
    compute_time: UsdAmount,
    total: UsdAmount,
    currency: z.literal("USD"),
    status: CostStatus,
    unpriced_reason: UnknownCostReason.optional().meta({ description: "Only when the status is `unpriced`" }),
    source: z.string().nullable(),
    rate_id: z.string().nullable(),
    matched_by: z.union([MatchedBy, z.null()]),
    calculation_version: z.int(),
    service_tier: ServiceTier.optional().meta({ description: "The tier whose rate was asked for" }),
    flags: z.array(PriceFlag).optional(),
  })
  .meta({ id: "InteractionCost" });
export type InteractionCost = z.infer<typeof InteractionCost>;

/** A sum of costs by category. What has no known AI cost is not in it and is counted in `unpriced_count` beside it. */
export const CostTotals = z
  .object({ ai_tokens: UsdAmount, db_ops: UsdAmount, api_calls: UsdAmount, compute_time: UsdAmount, total: UsdAmount })
  .meta({ id: "CostTotals" });
export type CostTotals = z.infer<typeof CostTotals>;

/** Sums may pass what one interaction may count. */
const Sum = z.number().min(0).meta({ type: "integer" });

/** Summed token counts; `input` contains the cache tokens, `output` the reasoning tokens, `total` is input plus output. */
export const TokenTotals = z
  .object({ input: Sum, output: Sum, cache_read: Sum, cache_write: Sum, reasoning: Sum, total: Sum })
  .meta({ id: "TokenTotals" });
export type TokenTotals = z.infer<typeof TokenTotals>;

/** The measures that every list and every total carries. */
export const UsageTotals = z.object({
  interaction_count: z.int(),
  error_count: z.int(),
  unpriced_count: z.int(),
  tokens: TokenTotals,
  cost: CostTotals,
});
export type UsageTotals = z.infer<typeof UsageTotals>;
