import * as z from "zod";

import { Instant, Text } from "./primitives.ts";

/** What a Langfuse client checks its keys with: exactly one project. */
export const LangfuseProjects = z
  .object({ data: z.array(z.object({ id: z.string(), name: z.string() })).length(1) })
  .meta({ id: "LangfuseProjects" });
export type LangfuseProjects = z.infer<typeof LangfuseProjects>;

const isName = (text: string) => /^[\p{L}\p{N}_][\p{L}\p{N}_.:/()-]*(?: [\p{L}\p{N}_.:/()-]+){0,4}$/u.test(text);

/** The name of a kind of score, as in `user-feedback` or `Context relevance`: a few short words, so that it cannot be a text. */
const ScoreName = z
  .string({ error: "expected a text" })
  .max(64, "must have at most 64 characters")
  .refine(isName, "must be a name of at most five words")
  .meta({ description: "At most five words" });

/** A score of the Langfuse API. `comment` and all other fields are neither read nor stored. */
export const LangfuseScore = z
  .object({
    id: Text.nullish(),
    traceId: Text.nullish(),
    observationId: Text.nullish(),
    sessionId: Text.nullish(),
    name: ScoreName,
    value: z.union([z.number(), z.string(), z.boolean()], { error: "expected a number or a category" }),
    dataType: z.string().max(32).nullish(),
    environment: Text.nullish(),
    metadata: z.unknown().optional().meta({ description: "An object of which only `tag` is read, a short label" }),
  })
  .refine(({ traceId, sessionId }) => (traceId ?? sessionId ?? null) !== null, {
    path: ["traceId"],
    error: "a score needs a trace or a session",
  })
  .meta({ id: "LangfuseScore" });
export type LangfuseScore = z.infer<typeof LangfuseScore>;

export const LangfuseScoreId = z.object({ id: z.string() }).meta({ id: "LangfuseScoreId" });
export type LangfuseScoreId = z.infer<typeof LangfuseScoreId>;

/** Most events of one ingestion batch. */
const MAX_EVENTS = 1000;

/** A batch of the older Langfuse ingestion, whose events are checked one by one. */
export const LangfuseBatch = z.object({ batch: z.array(z.unknown()).max(MAX_EVENTS) }).meta({ id: "LangfuseBatch" });
export type LangfuseBatch = z.infer<typeof LangfuseBatch>;

/** An event of it that we take: a score. */
export const LangfuseScoreEvent = z.object({
  id: Text,
  type: z.literal("score-create"),
  timestamp: Instant.optional(),
  body: LangfuseScore,
});
export type LangfuseScoreEvent = z.infer<typeof LangfuseScoreEvent>;

/** What became of the events of a batch, by their ids. */
export const LangfuseBatchResult = z
  .object({
    successes: z.array(z.object({ id: z.string(), status: z.int() })),
    errors: z.array(z.object({ id: z.string(), status: z.int(), message: z.string() })),
  })
  .meta({ id: "LangfuseBatchResult" });
export type LangfuseBatchResult = z.infer<typeof LangfuseBatchResult>;

/** Where to upload media: nowhere, which makes the SDK pass over it. */
export const LangfuseMedia = z.object({ mediaId: z.string(), uploadUrl: z.null() }).meta({ id: "LangfuseMedia" });
export type LangfuseMedia = z.infer<typeof LangfuseMedia>;
