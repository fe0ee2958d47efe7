import { InstantOrDay, MAX_COUNT, Text, wholeNumber } from "@voygent/contracts";
import { normalizeTokens, type PricedCall, type TokenUsage } from "@voygent/cost";
import * as z from "zod";

const AskedCount = wholeNumber(0, MAX_COUNT).optional();

/** The call whose rate is asked for. */
export const ResolveQuery = z.strictObject({
  provider: Text.optional(),
  provider_api_url: z.string().max(2048).optional().meta({ description: "Where the provider was called" }),
  model: Text,
  at: InstantOrDay.optional().meta({
    description: "The instant to look at, or a day for its first one in UTC; now when absent",
  }),
  service_tier: Text.optional().meta({ description: "The provider's own name of the tier; standard when absent" }),
  input_tokens: AskedCount.meta({ description: "All input of the call, cached tokens too" }),
  output_tokens: AskedCount.meta({ description: "All output of the call, reasoning too" }),
  cache_read_tokens: AskedCount.meta({ description: "The part of the input that came from the cache" }),
  cache_write_tokens: AskedCount.meta({ description: "The part of the input that was written to the cache" }),
  cache_write_1h_tokens: AskedCount.meta({ description: "The part of that which is kept for an hour" }),
  web_searches: AskedCount,
});

const TOKEN_NAMES = [
  ["input", "input_tokens"],
  ["output", "output_tokens"],
  ["cache_read", "cache_read_tokens"],
  ["cache_write", "cache_write_tokens"],
  ["cache_write_1h", "cache_write_1h_tokens"],
] as const;

/** What the query says that the call used; null when it names no count. */
function usageOf(query: z.infer<typeof ResolveQuery>): NonNullable<PricedCall["usage"]> | null {
  const { web_searches: searches } = query;
  const given: Partial<TokenUsage> = {};
  for (const [kind, name] of TOKEN_NAMES) if (query[name] !== undefined) given[kind] = query[name];
  if (searches === undefined && Object.keys(given).length === 0) return null;
  const { tokens } = normalizeTokens(given, { usage: "inclusive", reasoning: "included" });
  return { tokens, units: { web_searches: searches ?? 0, requests: 0 } };
}

/** The call that a query describes, at `nowMs` (UTC) when it names no time. */
export function callOfQuery(query: z.infer<typeof ResolveQuery>, nowMs: number): PricedCall {
  const { provider = null, provider_api_url: providerApiUrl, model, at, service_tier: serviceTier } = query;
  const usage = usageOf(query);
  return {
    provider,
    model,
    ...(providerApiUrl !== undefined && { providerApiUrl }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(usage !== null && { usage }),
    atMs: at === undefined ? nowMs : Date.parse(at),
  };
}
