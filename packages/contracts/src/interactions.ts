import * as z from "zod";

import { InteractionCost } from "./cost.ts";
import { Feedback } from "./feedback.ts";
import { InteractionStatus, InteractionType, TokenCounts, UnitCounts } from "./interaction-event.ts";
import { Page } from "./page.ts";
import { Labels, Text, UsdAmount } from "./primitives.ts";
import { DifferenceCause } from "./reconciliation.ts";
import { anyOf, LabelFilterQuery, PageQuery, sortBy, UsageFilterQuery } from "./usage-query.ts";

export const InteractionsQuery = UsageFilterQuery.extend(LabelFilterQuery.shape)
  .extend(PageQuery.shape)
  .extend({
    cause: anyOf(
      DifferenceCause,
      "Why LibreChat's figure differs, as `/api/stats/reconciliation` says it; calls that are summed by quarter hour have one cause",
    ),
    sort: sortBy("timestamp").default("-timestamp"),
  });
export type InteractionsQuery = z.infer<typeof InteractionsQuery>;

export const InteractionQuery = z.strictObject({
  id: Text.meta({ description: "The interaction's id" }),
  source: Text.optional().meta({ description: "Its source; needed where several sources have sent this id" }),
});
export type InteractionQuery = z.infer<typeof InteractionQuery>;

/** One stored interaction with its full cost. Token counts are in the normal form: inclusive, reasoning inside output. */
export const Interaction = z
  .object({
    id: z.string(),
    session_id: z.string(),
    user_id: z.string(),
    type: InteractionType,
    status: InteractionStatus,
    timestamp: z.string(),
    received_at: z.string(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    service_tier: z.string().nullable(),
    source: z.string(),
    environment: z.string(),
    duration_ms: z.int().nullable(),
    ttft_ms: z.int().nullable(),
    tokens: TokenCounts,
    units: UnitCounts,
    other_units: z.record(z.string(), z.int()).optional().meta({
      description: "What else was counted of a raw usage object, such as pages, seconds or `search_sources`",
    }),
    db: z.object({ rows_read: z.int(), rows_written: z.int() }),
    api_calls: z.int(),
    compute: z.object({ cpu_ms: z.int() }),
    metadata: Labels.nullable().meta({ type: ["object", "null"], additionalProperties: true }),
    cost: InteractionCost,
    reported_cost: z
      .union([UsdAmount, z.null()])
      .meta({ description: "What the client said it cost, beside our own figure" }),
    feedback: z.array(Feedback).meta({ description: "What was said of it or of its trace, oldest first" }),
    archived: z.boolean(),
  })
  .meta({ id: "Interaction" });
export type Interaction = z.infer<typeof Interaction>;

export const InteractionList = z.object({ data: z.array(Interaction), page: Page }).meta({ id: "InteractionList" });
export type InteractionList = z.infer<typeof InteractionList>;
