import { NAMES } from "./attribute-names.ts";
import type { Attributes } from "./otlp-span.ts";
import { parseObject } from "./parse-object.ts";
import { readCount } from "./read-count.ts";
import type { GivenTokens } from "./read-named-usage.ts";

/** Where providers say in the metadata of the Vercel AI SDK what they wrote to their caches: one field within another. */
const WRITES = [
  ["anthropic", "cacheCreationInputTokens"],
  ["anthropic", "usage", "cache_creation_input_tokens"],
  ["bedrock", "usage", "cacheWriteInputTokens"],
] as const;

function fieldAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.entries(found).find(([key]) => key === name)?.[1];
  }
  return found;
}

/**
 * The cache tokens that Anthropic's counts of input leave out, where the span has these as its own: version 4 of the SDK tells
 * what was read beside them, version 5 hands on Anthropic's usage object. Null where the input contains the cache, as since
 * version 6, or nobody says.
 */
function leftOutOf(input: number | undefined, metadata: object): { read: number; written: number } | null {
  const countAt = (...path: string[]) => readCount(fieldAt(metadata, ["anthropic", ...path]));
  const usage = fieldAt(metadata, ["anthropic", "usage"]);
  if (usage === undefined) {
    const read = countAt("cacheReadInputTokens");
    return read === null ? null : { read, written: countAt("cacheCreationInputTokens") ?? 0 };
  }
  if (countAt("usage", "input_tokens") !== input) return null;
  return {
    read: countAt("usage", "cache_read_input_tokens") ?? 0,
    written: countAt("usage", "cache_creation_input_tokens") ?? 0,
  };
}

/** The counts of a call with what the Vercel AI SDK before version 6 tells of its cache only in the metadata of the provider. */
export function withVercelCache(tokens: GivenTokens, attributes: Attributes): GivenTokens {
  if (tokens.cache_write !== undefined) return tokens;
  const entries = parseObject(attributes.get(NAMES.vercelProviderMetadata));
  if (entries === null) return tokens;
  const metadata = Object.fromEntries(entries);
  const leftOut = leftOutOf(tokens.input, metadata);
  if (leftOut !== null) {
    const { read, written } = leftOut;
    return { ...tokens, input: (tokens.input ?? 0) + read + written, cache_read: read, cache_write: written };
  }
  const written = WRITES.map((path) => readCount(fieldAt(metadata, path))).find((count) => count !== null);
  return written === undefined ? tokens : { ...tokens, cache_write: written };
}
