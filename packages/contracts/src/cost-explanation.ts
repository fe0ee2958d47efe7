import * as z from "zod";

import { CostStatus, InteractionCost, MatchedBy, PriceFlag, UnknownCostReason } from "./cost.ts";
import { UsdAmount } from "./primitives.ts";
import { Rate, UsdPerMillion } from "./prices.ts";

/** US dollars with fifteen decimal places, exact: what is there before rounding to the nano-dollar. */
export const ExactUsd = z
  .string()
  .regex(/^-?\d+\.\d{15}$/)
  .meta({ id: "ExactUsd", example: "0.003424960000000" });

/**
 * The calculation behind one cost. All `amount_usd`, `discount_usd`, `stated_usd` and `rounding_usd` together are the total
 * cost, exactly. `reproducible` is false when some of the stored cost was made otherwise; that part is `stated_usd`: the AI
 * cost that a client stated, or the whole cost where an earlier calculation made it.
 */
export const CostExplanation = z
  .object({
    interaction_id: z.string(),
    interaction_source: z.string(),
    cost: InteractionCost,
    matched_by: z.union([MatchedBy, z.null()]),
    flags: z.array(PriceFlag),
    rate: z.union([Rate, z.null()]),
    price_is_dated: z.boolean().nullable().meta({
      description:
        "False: the price list does not say since when it charges this price, and it is taken for all its past. Null: no rate",
    }),
    lines: z.array(
      z.object({
        category: z.enum(["ai_tokens", "db_ops", "api_calls", "compute_time"]),
        bucket: z.string(),
        count: z.int(),
        unit: z.string(),
        rate_usd_per_million: UsdPerMillion,
        tier: z.object({ above_input_tokens: z.int(), inclusive: z.boolean() }).nullable(),
        flag: z.union([PriceFlag, z.null()]),
        amount_usd: ExactUsd,
      }),
    ),
    discount: z.object({ id: z.string(), percent: z.string() }).nullable(),
    discount_usd: ExactUsd,
    stated_usd: ExactUsd.meta({ description: "What stands without a calculation here" }),
    rounding_usd: ExactUsd,
    reproducible: z.boolean(),
    estimates: z
      .array(
        z.object({
          ai_tokens: z.union([UsdAmount, z.null()]),
          total: UsdAmount,
          status: CostStatus,
          unpriced_reason: UnknownCostReason.optional(),
          source: z.string().nullable(),
          rate_id: z.string().nullable(),
          matched_by: z.union([MatchedBy, z.null()]),
          calculation_version: z.int(),
          made_by_run_id: z.string().nullable(),
          superseded_by_run_id: z.string(),
          superseded_at: z.string(),
        }),
      )
      .meta({ description: "The costs that were replaced, newest first" }),
  })
  .meta({ id: "CostExplanation" });
export type CostExplanation = z.infer<typeof CostExplanation>;
