import * as z from "zod";

import { isSafeRegex } from "./is-safe-regex.ts";
import { ListedName, ListedProviderId } from "./listed-name.ts";

const MAX_RULE_DEPTH = 5;

const Label = z.string().trim().min(1).max(256);

/** JavaScript writes the inline flag that the list may use for Python as a modifier group. */
const Regex = z
  .string()
  .transform((pattern) => (pattern.startsWith("(?i)") ? `(?i:${pattern.slice(4)})` : pattern))
  .refine(isSafeRegex, "not a regular expression that is safe to run");

const Clause = z.union([
  z.strictObject({ equals: ListedName }),
  z.strictObject({ starts_with: ListedName }),
  z.strictObject({ ends_with: ListedName }),
  z.strictObject({ contains: ListedName }),
  z.strictObject({ regex: Regex }),
]);

type Rule = z.infer<typeof Clause> | { or: Rule[] } | { and: Rule[] };

/** A match rule nested no deeper than `depth`, so that a hostile list cannot exhaust the stack. */
function ruleOf(depth: number): z.ZodType<Rule> {
  if (depth === 0) return Clause;
  const children = z
    .array(ruleOf(depth - 1))
    .min(1)
    .max(200);
  return z.union([Clause, z.strictObject({ or: children }), z.strictObject({ and: children })]);
}

/** A match rule of the list. */
export const MatchRule = ruleOf(MAX_RULE_DEPTH);

/** The beginning of the addresses of a provider's API; one that is not safe to run is left out. */
export const ApiPattern = Regex;

const Tiers = z.array(z.object({ start: z.int().min(1).max(1_000_000_000), price: z.number() })).max(20);

/** A price with its tiers; how dear it may be is looked at later. */
export const GenaiPrice = z.union([z.number(), z.object({ base: z.number(), tiers: Tiers })]);

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:00Z$/, "expected a whole minute, such as 16:30:00Z");

/** When a price holds: from a day on, or within a part of the UTC day. */
export const GenaiConstraint = z.union([
  z.strictObject({ type: z.literal("start_date").optional(), start_date: z.iso.date() }),
  z.strictObject({ type: z.literal("time_of_date").optional(), start_time: TimeOfDay, end_time: TimeOfDay }),
]);

const Prices = z.record(z.string().max(64), z.unknown());
const ConditionalPrices = z
  .array(z.object({ constraint: z.unknown().optional(), prices: Prices }))
  .min(1)
  .max(50);

/** A model of the list; what its rule and its prices say is looked at piece by piece. */
export const GenaiModel = z.object({
  id: ListedName,
  name: Label.nullish(),
  match: z.unknown(),
  prices: z.union([ConditionalPrices, Prices]),
});

/** A provider of the list; what its extractors and its models say is looked at piece by piece. */
export const GenaiProvider = z.object({
  id: ListedProviderId,
  name: Label,
  api_pattern: z.string().nullish(),
  provider_match: MatchRule.nullish(),
  model_match: MatchRule.nullish(),
  fallback_model_providers: z.array(ListedProviderId).max(20).nullish(),
  extractors: z.unknown().optional(),
  models: z.array(z.unknown()).max(10_000),
});

/** The price list of genai-prices, version 2. */
export const GenaiPrices = z.array(z.unknown()).min(1).max(500);

export type GenaiModel = z.infer<typeof GenaiModel>;
export type GenaiPrice = z.infer<typeof GenaiPrice>;
export type GenaiProvider = z.infer<typeof GenaiProvider>;
