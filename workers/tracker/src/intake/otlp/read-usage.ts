import { readLangfuseUsage } from "./read-langfuse-usage.ts";
import { type GivenTokens, readNamedUsage } from "./read-named-usage.ts";
import type { SpanReading } from "./span-reading.ts";
import { withVercelCache } from "./with-vercel-cache.ts";

/** Makes room for parts that are larger than what should contain them: then the sender counts them apart, most likely. */
function containParts(tokens: GivenTokens, warn: (message: string) => void): GivenTokens {
  const { input = 0, output = 0, cache_read = 0, cache_write = 0, reasoning = 0 } = tokens;
  const cached = cache_read + cache_write;
  if (cached <= input && reasoning <= output) return tokens;
  if (cached > input) warn("more cache tokens than the input that should contain them; no fresh input was counted");
  if (reasoning > output)
    warn("more reasoning tokens than the output that should contain them; all output is reasoning");
  return { ...tokens, input: Math.max(input, cached), output: Math.max(output, reasoning) };
}

/**
 * The token counts of a call of the model `subject`, all of one vocabulary, in inclusive form; null when the span has none,
 * which is not the same as 0.
 */
export function readUsage(reading: SpanReading, subject: string): GivenTokens | null {
  const named = () => {
    const tokens = readNamedUsage(reading);
    return tokens === null ? null : withVercelCache(tokens, reading.attributes);
  };
  const tokens = readLangfuseUsage(reading, subject) ?? named();
  if (tokens === null) return null;
  return containParts(tokens, (message) => reading.warnings.push({ code: "usage_inconsistent", message, subject }));
}
