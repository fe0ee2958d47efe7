import { ownField } from "./own-field.ts";

/**
 * How many tokens an answer says were written to the cache for an hour, which is dearer than for five minutes: by Bedrock's
 * `cacheDetails` (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CacheDetail.html), or as Anthropic's Messages
 * API splits them, behind Bedrock too. Null when it does not say.
 */
export function writtenForAnHour(usage: unknown): unknown {
  const details: unknown = ownField(usage, "cacheDetails");
  if (Array.isArray(details)) {
    const hour: unknown = details.find((detail) => ownField(detail, "ttl") === "1h");
    return ownField(hour, "inputTokens") ?? null;
  }
  return ownField(ownField(usage, "cache_creation"), "ephemeral_1h_input_tokens") ?? null;
}
