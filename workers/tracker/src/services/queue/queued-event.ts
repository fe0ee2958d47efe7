import { InteractionStatus, InteractionType, TokenCounts, WarningCode } from "@voygent/contracts";
import * as z from "zod";

import type { UsageEvent } from "../../intake/usage-event.ts";

const nullableNumber = z.number().nullable();

const Event = z.object({
  id: z.string(),
  sessionId: z.string(),
  userId: z.string(),
  type: InteractionType,
  status: InteractionStatus,
  statedAtMs: nullableNumber,
  receivedAtMs: z.number(),
  provider: z.string(),
  providerApiUrl: z.string(),
  model: z.string(),
  answeredModel: z.string().optional(),
  serviceTier: z.string(),
  source: z.string(),
  environment: z.string(),
  durationMs: nullableNumber,
  ttftMs: nullableNumber,
  tokens: z.partialRecord(TokenCounts.keyof(), z.number()),
  semantics: z.object({ usage: z.enum(["inclusive", "exclusive"]), reasoning: z.enum(["included", "added"]) }),
  units: z.object({
    web_searches: z.number(),
    requests: z.number(),
    other: z.record(z.string(), z.number()).exactOptional(),
  }),
  resources: z.object({
    rowsRead: z.number(),
    rowsWritten: z.number(),
    apiCalls: z.number(),
    cpuMs: z.number(),
  }),
  reportedCostNanoUsd: nullableNumber,
  metadata: z.record(z.string(), z.json()).nullable(),
  warnings: z.array(z.object({ code: WarningCode, message: z.string(), subject: z.string() })),
  spanLinks: z
    .object({
      enclosingSpanId: z.string().nullable(),
      innerSpanIds: z.array(z.string()),
      innerTokens: z.object({ input: z.number(), output: z.number() }).optional(),
    })
    .optional(),
}) satisfies z.ZodType<UsageEvent>;

const Message = z.object({ format: z.literal(1), letterId: z.string(), event: Event });

/** An event in a queue; it becomes a dead letter under `letterId`, however often the queue delivers it. */
export type QueuedEvent = z.infer<typeof Message>;

/** The body of a queue's message that carries this event: JSON, without content, as events are. */
export const encodeQueuedEvent = (event: UsageEvent): string =>
  JSON.stringify({ format: 1, letterId: crypto.randomUUID(), event } satisfies QueuedEvent);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the body of a message carries; null when it is not of a format that we know. */
export const readQueuedEvent = (body: unknown): QueuedEvent | null =>
  Message.safeParse(typeof body === "string" ? parsed(body) : null).data ?? null;
