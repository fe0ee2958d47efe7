import * as z from "zod";

import { MatchedBy } from "./cost.ts";

/** A price list that the product knows. */
export const PriceSourceId = z.enum(["genai-prices"]).meta({ id: "PriceSourceId" });
export type PriceSourceId = z.infer<typeof PriceSourceId>;

export const PriceSyncRequest = z
  .strictObject({ sources: z.array(PriceSourceId).min(1).optional(), dry_run: z.boolean().optional() })
  .meta({ id: "PriceSyncRequest" });
export type PriceSyncRequest = z.infer<typeof PriceSyncRequest>;

export const PriceSourceResult = z
  .object({
    source: PriceSourceId,
    status: z.enum(["updated", "unchanged", "rejected", "failed"]),
    models: z.int(),
    added: z.int(),
    changed: z.int(),
    quarantined: z.int(),
    reason: z.string().optional(),
  })
  .meta({ id: "PriceSourceResult" });
export type PriceSourceResult = z.infer<typeof PriceSourceResult>;

export const PriceSyncRun = z
  .object({
    run_id: z.string(),
    status: z.enum(["ok", "partial", "failed"]),
    sources: z.array(PriceSourceResult),
  })
  .meta({ id: "PriceSyncRun" });
export type PriceSyncRun = z.infer<typeof PriceSyncRun>;

/** US dollars per million units (tokens, searches, requests) as an exact decimal text. */
const UsdPerMillion = z.string().regex(/^\d+(\.\d+)?$/);

/** The price of one unit; `tiers` replace `base` for the whole call when its total input passes `above_input_tokens`. */
export const UnitRate = z
  .object({
    base: UsdPerMillion,
    tiers: z.array(z.object({ above_input_tokens: z.int(), inclusive: z.boolean(), price: UsdPerMillion })),
  })
  .meta({ id: "UnitRate" });
export type UnitRate = z.infer<typeof UnitRate>;

/** A dated rate of one model. `prices` maps a unit (`input`, `output`, `cache_read`, `web_searches`, …) to its price. */
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
    daily_window: z.object({ start: z.string(), end: z.string() }).nullable(),
    recorded_at: z.string(),
  })
  .meta({ id: "Rate" });
export type Rate = z.infer<typeof Rate>;

export const RateList = z.object({ data: z.array(Rate), at: z.string(), total: z.int() }).meta({ id: "RateList" });
export type RateList = z.infer<typeof RateList>;

/** The rate that an interaction would get. */
export const ResolvedRate = z
  .discriminatedUnion("status", [
    z.object({ status: z.literal("priced"), matched_by: MatchedBy, rate: Rate }),
    z.object({ status: z.literal("unpriced") }),
  ])
  .meta({ id: "ResolvedRate" });
export type ResolvedRate = z.infer<typeof ResolvedRate>;

export const PriceRunList = z
  .object({
    data: z.array(
      z.object({
        ...PriceSyncRun.shape,
        status: z.enum(["running", "ok", "partial", "failed"]),
        trigger: z.enum(["cron", "manual", "first-use"]),
        started_at: z.string(),
        finished_at: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "PriceRunList" });
export type PriceRunList = z.infer<typeof PriceRunList>;
