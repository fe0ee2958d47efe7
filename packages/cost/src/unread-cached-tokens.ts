import { ownField } from "./own-field.ts";
import { readCount } from "./read-count.ts";
import type { TokenUsage } from "./token-usage.ts";

/** Where providers count what came from their cache beside the place that OpenAI has for it, which the price lists read. */
const NAMES = ["prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens", "cached_prompt_text_tokens"];

/**
 * What a usage object counts as read from the cache under a name that its extractor does not read; null where it has nothing of
 * the kind, or the extractor found what was read. `tokens` are its counts in normal form.
 */
export function readUnreadCachedTokens(usage: unknown, tokens: TokenUsage): { field: string; tokens: number } | null {
  if (tokens.cache_read > 0 || tokens.input === 0) return null;
  for (const field of NAMES) {
    const count = readCount(ownField(usage, field));
    if (count > 0) return { field, tokens: count };
  }
  return null;
}
