import { PriceFlag } from "@voygent/contracts";
import type { MatchRule } from "@voygent/cost";
import * as z from "zod";

/** The `match` column: written by us from a checked list, so a rule may nest as deep as it was stored. */
export const StoredMatch: z.ZodType<MatchRule> = z.union([
  z.object({ equals: z.string() }),
  z.object({ starts_with: z.string() }),
  z.object({ ends_with: z.string() }),
  z.object({ contains: z.string() }),
  z.object({ regex: z.string() }),
  z.object({ or: z.array(z.lazy(() => StoredMatch)) }),
  z.object({ and: z.array(z.lazy(() => StoredMatch)) }),
]);

const StoredCount = z.tuple([z.string()], z.union([z.string(), z.object({ field: z.string(), match: StoredMatch })]));

/** How usage objects of an API flavour are read; `added` is what of it the list has added since it first told the flavour. */
const StoredExtractor = z.object({
  flavor: z.string(),
  root: z.array(z.string()),
  counts: z.array(StoredCount),
  added: z.array(z.object({ at_ms: z.int(), count: StoredCount })).exactOptional(),
});
export type StoredExtractor = z.infer<typeof StoredExtractor>;

/** The `rules` column of a provider. */
export const StoredRules = z.object({
  provider_match: StoredMatch.exactOptional(),
  model_match: StoredMatch.exactOptional(),
  api_pattern: z.string().exactOptional(),
  fallbacks: z.array(z.string()).exactOptional(),
  extractors: z.array(StoredExtractor).exactOptional(),
});
export type StoredRules = z.infer<typeof StoredRules>;

/** The `rates` column. */
export const StoredRates = z.record(
  z.string(),
  z.array(z.object({ min_input_tokens: z.int(), inclusive: z.boolean(), rate_pico_usd: z.int() })),
);

/** The `aliases` column of a model. */
export const StoredAliases = z.array(z.string());

/** The `flags` column of a rate. */
export const StoredFlags = z.array(PriceFlag);
