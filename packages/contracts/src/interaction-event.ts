import * as z from "zod";

import { isSmallJson } from "./is-small-json.ts";
import { Count, Instant, MAX_METADATA_BYTES, Text } from "./primitives.ts";

/** What an interaction is: a chat message, a database operation, an API call, or a cost without usage. */
export const InteractionType = z.enum(["chat", "db", "api", "cost-event"]).meta({ id: "InteractionType" });
export type InteractionType = z.infer<typeof InteractionType>;

/** How an interaction ended. */
export const InteractionStatus = z.enum(["ok", "error", "cancelled"]).meta({ id: "InteractionStatus" });
export type InteractionStatus = z.infer<typeof InteractionStatus>;

/** Whether `input` contains the cache tokens (OpenTelemetry, OpenAI) or not (Anthropic). */
export const UsageSemantics = z.enum(["inclusive", "exclusive"]).meta({ id: "UsageSemantics" });

/** Whether `output` contains the reasoning tokens or they come on top (Gemini, xAI, Perplexity). */
export const ReasoningSemantics = z.enum(["included", "added"]).meta({ id: "ReasoningSemantics" });

/** Token counts of one call; an absent key is 0. `cache_write` is all of it, `cache_write_1h` the part kept an hour. */
export const TokenCounts = z
  .object({
    input: Count,
    output: Count,
    cache_read: Count,
    cache_write: Count,
    cache_write_1h: Count,
    reasoning: Count,
    input_audio: Count,
    output_audio: Count,
    cache_read_audio: Count,
    input_image: Count,
    output_image: Count,
    cache_read_image: Count,
    input_video: Count,
    cache_read_video: Count,
    output_video: Count,
    output_citation: Count,
  })
  .partial()
  .meta({ id: "TokenCounts" });
export type TokenCounts = z.infer<typeof TokenCounts>;

/** Counts that are billed but are not tokens. */
export const UnitCounts = z.object({ web_searches: Count, requests: Count }).partial().meta({ id: "UnitCounts" });

/** Looks at no entry: an object of a client may have hundreds of thousands. */
const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A provider's own usage object, as it came, with the name of the API that made it. It is read and never stored. */
export const RawUsage = z
  .object({
    provider: Text,
    api_flavor: Text.meta({
      description: "How this API of the provider counts: `chat`, `responses`, `default`, … as genai-prices names it",
      example: "chat",
    }),
    usage: z.custom<Record<string, unknown>>(isObject, "expected an object").meta({
      type: "object",
      additionalProperties: true,
      description: "The usage object, or the whole answer that holds it",
    }),
  })
  .meta({
    id: "RawUsage",
    description:
      "A provider's own usage object, instead of `tokens`. `usage_semantics` and `reasoning_semantics` say nothing about it. " +
      "Without a usable count what was used is not known; with those of another flavour of the provider it is refused.",
  });
export type RawUsage = z.infer<typeof RawUsage>;

/** Labels of an interaction or a session. */
export const Metadata = z
  .custom<Record<string, z.core.util.JSONType>>(isObject, { error: "expected an object", abort: true })
  .refine((value) => isSmallJson(value, MAX_METADATA_BYTES), `must be at most ${MAX_METADATA_BYTES} bytes of JSON`)
  .meta({
    type: "object",
    additionalProperties: true,
    description:
      "Labels, at most 8 KiB of JSON. What may be content is dropped with a warning: texts of more than 256 characters, and " +
      "entries with a word such as prompt, message, input, output, title, summary or context in their name, unless it ends " +
      "in a word such as id, name, type, version or count.",
  });

/** A cost in US dollars that the client knows, as a number or an exact decimal text. */
const ReportedCost = z.union([
  z.number().min(0).max(1_000_000),
  z
    .string()
    .regex(/^\d{1,7}(\.\d{1,12})?$/, "expected a decimal amount, such as 0.0042")
    .refine((amount) => Number(amount) <= 1_000_000, "must be at most 1000000"),
]);

/** One interaction, as a client sends it. Unknown fields are not stored. */
export const InteractionEvent = z
  .object({
    id: Text.optional().meta({
      description:
        "What makes it the same event when it is sent again; unique within its `source`. Events with one id from different " +
        "sources are different events.",
    }),
    session_id: Text,
    user_id: Text,
    type: InteractionType,
    timestamp: Instant.optional(),
    provider: Text.nullish(),
    provider_api_url: Text.nullish().meta({
      description: "Where the provider was called; names the provider when `provider` does not. It is never stored.",
      example: "https://api.z.ai/api/paas/v4",
    }),
    model: Text.nullish(),
    status: InteractionStatus.optional(),
    duration_ms: Count.nullish(),
    ttft_ms: Count.nullish(),
    tokens: TokenCounts.nullish().meta({
      description:
        "What the model used; an absent key is 0. A call without this, `raw_usage` and `units` costs what is not known: it is " +
        "stored as `unpriced` for the reason `usage_unknown`, also when it failed, since a stream that breaks off is billed. " +
        "Where nothing is billed, as for a request that the provider refused, send counts of 0.",
    }),
    raw_usage: RawUsage.nullish(),
    units: UnitCounts.nullish(),
    usage_semantics: UsageSemantics.optional(),
    reasoning_semantics: ReasoningSemantics.optional(),
    service_tier: Text.nullish(),
    db: z.object({ rows_read: Count, rows_written: Count }).partial().nullish(),
    api_calls: Count.nullish(),
    compute: z.object({ cpu_ms: Count }).partial().nullish(),
    cost_usd: ReportedCost.nullish().meta({
      description:
        "What the call cost by the sender's word; it is the cost where no price is known, and kept beside the cost otherwise. 0 " +
        "beside counts is no cost: the call is `unpriced` until a price is known. A `cost-event` without it costs what is not " +
        "known; send 0 for one that cost nothing.",
    }),
    source: Text.optional(),
    environment: Text.optional(),
    metadata: Metadata.nullish(),
    model_name: Text.nullish().meta({ deprecated: true, description: "Older name of `model`" }),
    prompt_tokens: Count.nullish().meta({ deprecated: true, description: "Older name of `tokens.input`" }),
    completion_tokens: Count.nullish().meta({ deprecated: true, description: "Older name of `tokens.output`" }),
    token_count: Count.nullish().meta({
      deprecated: true,
      description: "Counts as input when neither input nor output is given",
    }),
    db_read_ops: Count.nullish().meta({ deprecated: true, description: "Older name of `db.rows_read`" }),
    db_write_ops: Count.nullish().meta({ deprecated: true, description: "Older name of `db.rows_written`" }),
    api_call_count: Count.nullish().meta({ deprecated: true, description: "Older name of `api_calls`" }),
    compute_duration_ms: Count.nullish().meta({ deprecated: true, description: "Older name of `compute.cpu_ms`" }),
  })
  .refine(
    ({ raw_usage: raw, tokens, prompt_tokens, completion_tokens, token_count }) =>
      (raw ?? null) === null ||
      [tokens, prompt_tokens, completion_tokens, token_count].every((counts) => (counts ?? null) === null),
    { path: ["raw_usage"], error: "must not come together with token counts" },
  )
  .meta({ id: "InteractionEvent" });
export type InteractionEvent = z.infer<typeof InteractionEvent>;
