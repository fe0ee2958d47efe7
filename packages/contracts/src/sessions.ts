import * as z from "zod";

import { UsageTotals } from "./cost.ts";
import { InteractionList } from "./interactions.ts";
import { ModelUsage } from "./model-usage.ts";
import { Page } from "./page.ts";
import { UsdAmount } from "./primitives.ts";
import { PageQuery, sortBy, UsageFilterQuery } from "./usage-query.ts";

export const SessionsQuery = UsageFilterQuery.extend(PageQuery.shape).extend({
  sort: sortBy("last_activity_at", "started_at", "cost", "interaction_count", "error_count").default(
    "-last_activity_at",
  ),
});
export type SessionsQuery = z.infer<typeof SessionsQuery>;

/** One session with its whole-life figures. */
export const Session = z
  .object({
    id: z.string(),
    user_id: z.string(),
    source: z.string(),
    started_at: z.string(),
    last_activity_at: z.string(),
    ended_at: z.string().nullable(),
    status: z.enum(["active", "idle", "ended"]),
    models: z.array(z.string()),
    ...UsageTotals.shape,
    cancelled_count: z.int().meta({ description: "Interactions that their user stopped" }),
    is_temporary: z.boolean().meta({
      description:
        "Whether it is a conversation that LibreChat forgets: its interactions or its start said `is_temporary`",
    }),
    archived: z.boolean(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const SessionList = z.object({ data: z.array(Session), page: Page }).meta({ id: "SessionList" });
export type SessionList = z.infer<typeof SessionList>;

/** A session with its cost by model and the first page of its interactions, oldest first. */
export const SessionDetail = z
  .object({
    ...Session.shape,
    librechat_url: z.string().nullable().meta({
      description: "The conversation in LibreChat; null where the address of its source's LibreChat is not known",
    }),
    by_model: z.array(ModelUsage),
    response_count: z
      .int()
      .meta({ description: "Responses, that is different values of `message_id` in the metadata" }),
    cost_per_response: z
      .union([UsdAmount, z.null()])
      .meta({ description: "The average cost of these, to the nano-dollar; null where there is none" }),
    interactions: InteractionList,
  })
  .meta({ id: "SessionDetail" });
export type SessionDetail = z.infer<typeof SessionDetail>;
