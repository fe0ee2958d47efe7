import { ownField } from "./own-field.ts";

/** Tokens written to the cache, as an answer splits them by how long they are kept; what it does not say is undefined. */
export type CacheWriteLifetimes = { fiveMinutes: unknown; hour: unknown };

/**
 * The split by Bedrock's `cacheDetails` (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CacheDetail.html), or by
 * `cache_creation` of Anthropic's Messages API, behind Bedrock too.
 */
export function readCacheWriteLifetimes(usage: unknown): CacheWriteLifetimes {
  const details: unknown = ownField(usage, "cacheDetails");
  if (Array.isArray(details)) {
    const kept = (ttl: string): unknown =>
      ownField(
        details.find((detail) => ownField(detail, "ttl") === ttl),
        "inputTokens",
      );
    return { fiveMinutes: kept("5m"), hour: kept("1h") };
  }
  const split = ownField(usage, "cache_creation");
  return {
    fiveMinutes: ownField(split, "ephemeral_5m_input_tokens"),
    hour: ownField(split, "ephemeral_1h_input_tokens"),
  };
}
