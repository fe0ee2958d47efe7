import * as z from "zod";

import { UsageTotals } from "./cost.ts";
import { InteractionStatus } from "./interaction-event.ts";
import { Page } from "./page.ts";
import { Text } from "./primitives.ts";
import { PageQuery } from "./usage-query.ts";

/** The interactions of a session: all of them, or those of one response. */
export const SessionInteractionsQuery = z.strictObject({
  ...PageQuery.shape,
  message_id: Text.optional().meta({ description: "Only the interactions of the response with this message" }),
});
export type SessionInteractionsQuery = z.infer<typeof SessionInteractionsQuery>;

/** The interactions of a response that were made for one purpose. */
export const ResponsePart = z
  .object({
    context_type: z.string().nullable().meta({
      description: "`message` for the answer, `title`, `subagent`, `summarization` and so on; null when none is named",
    }),
    ...UsageTotals.shape,
  })
  .meta({ id: "ResponsePart" });
export type ResponsePart = z.infer<typeof ResponsePart>;

/** One response in a conversation: the interactions whose metadata name the same `message_id`, or a single one that names none. */
export const SessionResponse = z
  .object({
    message_id: z.string().nullable(),
    interaction: z.object({ id: z.string(), source: z.string() }).nullable().meta({
      description: "The single interaction where there is no `message_id`",
    }),
    started_at: z.string(),
    last_activity_at: z.string(),
    status: InteractionStatus.meta({ description: "`error` or `cancelled` when one of its interactions is" }),
    finish_type: z.string().nullable(),
    duration_ms: z.int().nullable().meta({ description: "From the request until the response was saved" }),
    endpoint: z.string().nullable(),
    agents: z.array(z.object({ id: z.string().nullable(), name: z.string().nullable() })),
    models: z.array(z.string()),
    tools: z.array(z.object({ name: z.string(), call_count: z.int() })).meta({ description: "Most used first" }),
    web_search_count: z.int(),
    ...UsageTotals.shape,
    cancelled_count: z.int(),
    parts: z.array(ResponsePart).meta({ description: "Its sums by purpose, in the order of their first interactions" }),
  })
  .meta({ id: "SessionResponse" });
export type SessionResponse = z.infer<typeof SessionResponse>;

/** The responses of a session, the one that began first at the top. */
export const SessionResponseList = z
  .object({ data: z.array(SessionResponse), page: Page })
  .meta({ id: "SessionResponseList" });
export type SessionResponseList = z.infer<typeof SessionResponseList>;
