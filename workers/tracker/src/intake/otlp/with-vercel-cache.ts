import { NAMES } from "./attribute-names.ts";
import { parseObject } from "./parse-object.ts";
import { readCount } from "./read-count.ts";
import type { Attributes } from "./otlp-span.ts";

/** Where providers say in the metadata of the Vercel AI SDK what they wrote to their caches: one field within another. */
const PLACES = [
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

/** The cache writes that the Vercel AI SDK before version 6 tells only in the metadata of the provider; null when it tells none. */
export function readVercelCacheWrites(attributes: Attributes): number | null {
  const entries = parseObject(attributes.get(NAMES.vercelProviderMetadata));
  if (entries === null) return null;
  const metadata = Object.fromEntries(entries);
  for (const path of PLACES) {
    const count = readCount(fieldAt(metadata, path));
    if (count !== null) return count;
  }
  return null;
}
