import * as z from "zod";

import { ServiceTier } from "./cost.ts";
import { InstantOrDay, Text } from "./primitives.ts";
import { ListedRate, PriceSourceId, UsdPerMillion } from "./prices.ts";

/** US dollars per million units with at most six decimal places, up to a dollar a unit. */
const OwnPrice = z
  .string({ error: 'expected a decimal text, such as "2.50"' })
  .regex(/^\d{1,7}(\.\d{1,6})?$/, {
    error: 'expected US dollars per million with at most six decimal places, such as "2.50"',
    abort: true,
  })
  .refine((price) => Number(price) <= 1_000_000, "must be at most 1000000")
  .meta({ example: "2.50" });

/** Tokens from or above which a price of the whole call changes. */
const OwnTier = z.strictObject({
  above_input_tokens: z.int().min(1).max(1_000_000_000),
  inclusive: z.boolean().optional().meta({ description: "Whether exactly that many tokens are charged at it; no" }),
  price: OwnPrice,
});

const OwnUnitRate = z.union([OwnPrice, z.strictObject({ base: OwnPrice, tiers: z.array(OwnTier).max(8) })], {
  error: 'expected a price such as "2.50", or {"base", "tiers"}',
});

/** What a rate can have a price for. */
export const PricedUnit = z
  .enum([
    "input",
    "output",
    "cache_read",
    "cache_write",
    "cache_write_1h",
    "reasoning",
    "output_citation",
    "input_audio",
    "output_audio",
    "cache_read_audio",
    "input_image",
    "output_image",
    "cache_read_image",
    "input_video",
    "output_video",
    "cache_read_video",
    "web_searches",
    "requests",
    "search_sources",
  ])
  .meta({ id: "PricedUnit" });
export type PricedUnit = z.infer<typeof PricedUnit>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\dZ?$/, "expected a time of the UTC day, such as 16:30Z");

/** Own rates of one model. That every price is 0 is only taken with `free`. */
export const OverrideRequest = z
  .strictObject({
    prices: z
      .partialRecord(PricedUnit, OwnUnitRate)
      .optional()
      .meta({
        description: "US dollars per million units; web searches and requests, too",
        example: { input: "2.50", output: { base: "10", tiers: [{ above_input_tokens: 200000, price: "15" }] } },
      }),
    free: z.boolean().optional(),
    effective_from: InstantOrDay.optional().meta({
      description:
        "A day stands for its first instant in UTC. When absent: always for the first own rate of a model that no price list knows, else from now on",
    }),
    effective_to: InstantOrDay.nullish().meta({
      description: "From when on they hold no more; a day stands for its first instant in UTC",
    }),
    service_tier: ServiceTier.optional(),
    daily_window: z
      .strictObject({ start: TimeOfDay, end: TimeOfDay, weekdays: z.array(z.int().min(1).max(7)).min(1).optional() })
      .nullish(),
    note: Text.nullish(),
  })
  .meta({ id: "OverrideRequest" });
export type OverrideRequest = z.infer<typeof OverrideRequest>;

export const OverrideList = z.object({ data: z.array(ListedRate) }).meta({ id: "OverrideList" });
export type OverrideList = z.infer<typeof OverrideList>;

/** The times of a setting: when it holds, and since when we have known it. */
const Dated = z.object({
  effective_from: z.string().nullable(),
  effective_to: z.string().nullable(),
  recorded_at: z.string(),
});

/** From when on a setting holds. */
const StartDate = InstantOrDay.optional().meta({
  description: "A day stands for its first instant in UTC; from now on when absent",
});

/** What is taken off the AI costs at one provider, in percent. */
export const DiscountRequest = z
  .strictObject({
    percent: z
      .string({ error: 'expected a decimal text, such as "12.5"' })
      .regex(
        /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/,
        "expected a percentage from 0 to 100 with at most two decimal places",
      )
      .meta({ example: "12.5" }),
    effective_from: StartDate,
    note: Text.nullish(),
  })
  .meta({ id: "DiscountRequest" });
export type DiscountRequest = z.infer<typeof DiscountRequest>;

export const Discount = z
  .object({ id: z.string(), provider: z.string(), percent: z.string(), note: z.string().nullable(), ...Dated.shape })
  .meta({ id: "Discount" });
export type Discount = z.infer<typeof Discount>;

export const DiscountList = z.object({ data: z.array(Discount) }).meta({ id: "DiscountList" });
export type DiscountList = z.infer<typeof DiscountList>;

/** What database rows, calls and CPU time cost, in US dollars per million. `free_tier` makes all four 0. */
export const ResourceRatesRequest = z
  .strictObject({
    row_read: OwnPrice,
    row_written: OwnPrice,
    api_call: OwnPrice,
    cpu_ms: OwnPrice,
    free_tier: z.boolean(),
    effective_from: StartDate,
  })
  .meta({ id: "ResourceRatesRequest" });
export type ResourceRatesRequest = z.infer<typeof ResourceRatesRequest>;

/** `id` null: the rates that hold where nothing was set, Cloudflare's list prices. */
export const ResourceRates = z
  .object({
    id: z.string().nullable(),
    row_read: UsdPerMillion,
    row_written: UsdPerMillion,
    api_call: UsdPerMillion,
    cpu_ms: UsdPerMillion,
    free_tier: z.boolean(),
    effective_from: z.string().nullable(),
    effective_to: z.string().nullable(),
    recorded_at: z.string().nullable(),
  })
  .meta({ id: "ResourceRates" });
export type ResourceRates = z.infer<typeof ResourceRates>;

export const ResourceRatesList = z
  .object({ current: ResourceRates, data: z.array(ResourceRates) })
  .meta({ id: "ResourceRatesList" });
export type ResourceRatesList = z.infer<typeof ResourceRatesList>;

/** What one call of an own service costs, in US dollars. */
export const ServiceRateRequest = z
  .strictObject({
    per_call: z
      .string({ error: 'expected a decimal text, such as "0.005"' })
      .regex(/^\d{1,3}(\.\d{1,12})?$/, 'expected US dollars per call, such as "0.005"')
      .meta({ example: "0.005" }),
    effective_from: InstantOrDay.optional().meta({
      description:
        "A day stands for its first instant in UTC. When absent: always for the first price of a service, else from now on",
    }),
  })
  .meta({ id: "ServiceRateRequest" });
export type ServiceRateRequest = z.infer<typeof ServiceRateRequest>;

export const ServiceRate = z
  .object({ id: z.string(), service: z.string(), per_call: z.string(), ...Dated.shape })
  .meta({ id: "ServiceRate" });
export type ServiceRate = z.infer<typeof ServiceRate>;

export const ServiceRateList = z.object({ data: z.array(ServiceRate) }).meta({ id: "ServiceRateList" });
export type ServiceRateList = z.infer<typeof ServiceRateList>;

/** Which model an own name (a deployment, an inference profile) stands for; `provider` is the name's own when absent. */
export const AliasRequest = z.strictObject({ provider: Text.optional(), model: Text }).meta({ id: "AliasRequest" });
export type AliasRequest = z.infer<typeof AliasRequest>;

export const PriceAlias = z
  .object({
    id: z.string(),
    provider: z.string(),
    alias: z.string(),
    target: z.object({ provider: z.string(), model: z.string() }),
    recorded_at: z.string(),
  })
  .meta({ id: "PriceAlias" });
export type PriceAlias = z.infer<typeof PriceAlias>;

export const PriceAliasList = z.object({ data: z.array(PriceAlias) }).meta({ id: "PriceAliasList" });
export type PriceAliasList = z.infer<typeof PriceAliasList>;

/** A model that came in and has no price, with models that it may be. */
export const UnpricedModel = z
  .object({
    provider: z.string(),
    model: z.string(),
    interactions: z.int(),
    tokens: z.object({ input: z.int(), output: z.int() }),
    first_seen: z.string(),
    last_seen: z.string(),
    suggestions: z.array(
      z.object({
        provider: z.string(),
        model: z.string(),
        source: PriceSourceId,
        prices: z.object({ input: UsdPerMillion.nullable(), output: UsdPerMillion.nullable() }),
        why: z.enum(["other_provider", "similar_name"]),
      }),
    ),
  })
  .meta({ id: "UnpricedModel" });
export type UnpricedModel = z.infer<typeof UnpricedModel>;

export const UnpricedModelList = z
  .object({ data: z.array(UnpricedModel), total: z.int() })
  .meta({ id: "UnpricedModelList" });
export type UnpricedModelList = z.infer<typeof UnpricedModelList>;
