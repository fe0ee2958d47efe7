import * as z from "zod";

import { MatchedBy, PriceFlag, ServiceTier } from "./cost.ts";

/** A published price list that is synced; `llm-prices` is read for comparison and for past prices only. */
export const PriceFeedId = z.enum(["genai-prices", "litellm", "openrouter", "llm-prices"]).meta({ id: "PriceFeedId" });
export type PriceFeedId = z.infer<typeof PriceFeedId>;

/** Where a rate comes from: an own rate (`override`) or a published list. */
export const PriceSourceId = z.enum(["override", ...PriceFeedId.options]).meta({ id: "PriceSourceId" });
export type PriceSourceId = z.infer<typeof PriceSourceId>;

/** US dollars per million units (tokens, searches, requests) as an exact decimal text. */
export const UsdPerMillion = z.string().regex(/^\d+(\.\d+)?$/);

/** The price of one unit; `tiers` replace `base` for the whole call when its total input passes `above_input_tokens`. */
export const UnitRate = z
  .object({
    base: UsdPerMillion,
    tiers: z.array(z.object({ above_input_tokens: z.int(), inclusive: z.boolean(), price: UsdPerMillion })),
  })
  .meta({ id: "UnitRate" });
export type UnitRate = z.infer<typeof UnitRate>;

/** A part of the UTC day, `HH:MMZ`; an end before its start passes midnight. Weekdays from 1, Monday, to 7. */
export const DailyWindow = z
  .object({ start: z.string(), end: z.string(), weekdays: z.array(z.int()).optional() })
  .meta({ id: "DailyWindow" });
export type DailyWindow = z.infer<typeof DailyWindow>;

/**
 * A dated rate of one model. `provider` is the seller, `listed_provider` who sells the model in the list, `model` the
 * name of the entry that was matched and `source_key` the list's own name of it. `prices` maps a unit (`input`, `output`,
 * `cache_read`, `web_searches`, …) to its price. `effective_from` and `effective_to` are the vendor's times,
 * `recorded_at` and `superseded_at` ours.
 */
export const Rate = z
  .object({
    id: z.string(),
    source: PriceSourceId,
    provider: z.string(),
    model: z.string(),
    name: z.string(),
    service_tier: z.string(),
    prices: z.record(z.string(), UnitRate),
    effective_from: z.string().nullable(),
    effective_to: z.string().nullable(),
    daily_window: z.union([DailyWindow, z.null()]),
    is_free: z.boolean(),
    flags: z.array(PriceFlag),
    listed_provider: z.string(),
    source_key: z.string(),
    recorded_at: z.string(),
    superseded_at: z.string().nullable(),
    last_seen_at: z.string().nullable(),
  })
  .meta({ id: "Rate" });
export type Rate = z.infer<typeof Rate>;

/** A rate in a list; `in_use` says whether calls are charged at it, null when the list tells of an earlier belief. */
export const ListedRate = z.object({ ...Rate.shape, in_use: z.boolean().nullable() }).meta({ id: "ListedRate" });
export type ListedRate = z.infer<typeof ListedRate>;

export const RateList = z
  .object({
    data: z.array(ListedRate),
    at: z.string(),
    known_at: z.string().nullable(),
    total: z.int(),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "RateList" });
export type RateList = z.infer<typeof RateList>;

/** Why a call has no price. */
export const UnpricedReason = z
  .enum(["unknown_provider", "unknown_model", "no_rate_at_that_time"])
  .meta({ id: "UnpricedReason" });
export type UnpricedReason = z.infer<typeof UnpricedReason>;

/** The rate that an interaction would get; `provider` is the seller that the rate was looked up at. */
export const ResolvedRate = z
  .discriminatedUnion("status", [
    z.object({
      status: z.literal("priced"),
      matched_by: MatchedBy,
      provider: z.string(),
      service_tier: ServiceTier,
      flags: z.array(PriceFlag),
      rate: Rate,
    }),
    z.object({ status: z.literal("unpriced"), reason: UnpricedReason }),
  ])
  .meta({ id: "ResolvedRate" });
export type ResolvedRate = z.infer<typeof ResolvedRate>;

/** How one price of one model went over time, as a step chart needs it. `price` null: not charged for by itself. */
export const PriceHistory = z
  .object({
    data: z.array(
      z.object({
        source: PriceSourceId,
        service_tier: z.string(),
        unit: z.string(),
        daily_window: z.union([DailyWindow, z.null()]),
        points: z.array(
          z.object({
            from: z.string().nullable(),
            to: z.string().nullable(),
            price: UsdPerMillion.nullable(),
            recorded_at: z.string(),
            superseded_at: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "PriceHistory" });
export type PriceHistory = z.infer<typeof PriceHistory>;

/** Models whose base prices differ from list to list; `percent` is the dearest price over the cheapest, as an increase. */
export const PriceDisagreements = z
  .object({
    data: z.array(
      z.object({
        provider: z.string(),
        model: z.string(),
        unit: z.string(),
        prices: z.array(z.object({ source: PriceSourceId, price: UsdPerMillion, in_use: z.boolean() })),
        percent: z.number(),
      }),
    ),
    total: z.int(),
  })
  .meta({ id: "PriceDisagreements" });
export type PriceDisagreements = z.infer<typeof PriceDisagreements>;
