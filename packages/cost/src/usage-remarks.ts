import { ownField } from "./own-field.ts";
import { parseUsdToNano } from "./parse-usd-to-nano.ts";
import { readCount } from "./read-count.ts";
import { readServiceTier } from "./service-tier.ts";
import type { TokenUsage } from "./token-usage.ts";
import { readUnreadCachedTokens } from "./unread-cached-tokens.ts";

/**
 * What else a provider's usage object, and the answer around it, say; null when it is not said. `serviceTier` is the tier that
 * served the call, `standard` whatever the provider calls that one, and `fast` where Anthropic says so as the speed.
 */
export type UsageRemarks = {
  serviceTier: string | null;
  /** The model that answered, where the whole answer is given. */
  answeredModel: string | null;
  /** Where Anthropic ran the call, when its price depends on that. */
  inferenceGeo: string | null;
  /** What the provider says that the call cost. */
  reportedCostNanoUsd: number | null;
  /** Further model calls that came with this one and are not in its counts. */
  extraIterations: { types: string[]; tokens: number } | null;
  /** By how much its total is larger than the input and output that it names. */
  hiddenTokens: number | null;
  /** What it counts as read from the cache where nothing is read, so that it is charged as fresh input. */
  unreadCachedTokens: { field: string; tokens: number } | null;
};

const MAX_USD = 1_000_000;
const MAX_NAMED_TYPES = 5;
const MAX_ITERATIONS = 1_000;

/** A name of a type; anything else might be content in its place. */
const TYPE_NAME = /^[a-z][a-z\d_]{0,31}$/;

/** A name of a tier; anything else might be content in its place. */
const TIER_NAME = /^[a-z][a-z\d_-]{0,63}$/;

/** What Anthropic calls its dearer mode; it says it as `speed`, beside a service tier that is the standard one. */
const FAST = "fast";

/** What Anthropic says of calls whose place changes no price. */
const PLACES_OF_PLAIN_PRICE = new Set(["", "global", "not_available"]);

/** A name of a place; anything else might be content in its place. */
const PLACE_NAME = /^[a-z][a-z\d_-]{0,31}$/;

function readInferenceGeo(places: unknown[]): string | null {
  for (const place of places) {
    const given = ownField(place, "inference_geo");
    if (typeof given !== "string") continue;
    const name = given.trim().toLowerCase();
    if (PLACES_OF_PLAIN_PRICE.has(name)) return null;
    return PLACE_NAME.test(name) ? name : "another place";
  }
  return null;
}

/** Where answers name their tier; Bedrock Converse does it in an object. */
const TIER_PATHS = [["service_tier"], ["serviceTier"], ["serviceTier", "type"], ["trafficType"]];

/** What a request may ask for, and an answer may repeat before anybody has served it. */
const NO_TIER_YET = "auto";

function readTier(places: unknown[]): string | null {
  if (places.some((place) => ownField(place, "speed") === FAST)) return FAST;
  for (const place of places) {
    for (const path of TIER_PATHS) {
      const given = path.reduce<unknown>(ownField, place);
      const tier = typeof given === "string" ? given.trim().toLowerCase() : "";
      if (!TIER_NAME.test(tier) || tier === NO_TIER_YET) continue;
      return readServiceTier(tier) === "standard" ? "standard" : tier;
    }
  }
  return null;
}

/** A name of a model; anything else might be content in its place. */
const MODEL_NAME = /^[\w.:@~/-]{1,256}$/;

function readAnsweredModel(answer: unknown): string | null {
  const given = ownField(answer, "model") ?? ownField(answer, "modelVersion");
  return typeof given === "string" && MODEL_NAME.test(given) ? given : null;
}

/** OpenRouter states what it charged; with a key of one's own that is nothing, and the provider behind it charges. */
function readReportedCost(provider: string, usage: unknown): number | null {
  if (provider !== "openrouter") return null;
  const isOwnKey = ownField(usage, "is_byok") === true;
  const cost = isOwnKey
    ? ownField(ownField(usage, "cost_details"), "upstream_inference_cost")
    : ownField(usage, "cost");
  return typeof cost === "number" && cost > 0 && cost <= MAX_USD ? parseUsdToNano(cost) : null;
}

const ITERATION_COUNTS = ["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"];

/** Anthropic lists the calls of a request; its counts hold those of the type `message` only. */
function readExtraIterations(usage: unknown): UsageRemarks["extraIterations"] {
  const iterations: unknown = ownField(usage, "iterations");
  if (!Array.isArray(iterations)) return null;
  const types = new Set<string>();
  let tokens = 0;
  for (const iteration of iterations.slice(0, MAX_ITERATIONS)) {
    const type = ownField(iteration, "type");
    if (typeof type !== "string" || type === "message") continue;
    for (const name of ITERATION_COUNTS) tokens += readCount(ownField(iteration, name));
    types.add(TYPE_NAME.test(type) ? type : "another type");
  }
  return tokens === 0 ? null : { types: [...types].slice(0, MAX_NAMED_TYPES), tokens };
}

function readHiddenTokens(usage: unknown, tokens: TokenUsage): number | null {
  const total = readCount(ownField(usage, "total_tokens")) || readCount(ownField(usage, "totalTokenCount"));
  const gap = total - tokens.input - tokens.output;
  return gap > 0 ? gap : null;
}

/** Reads what a usage object says beside its counts. `answer` is what it came in; `tokens` are its counts in normal form. */
export function readUsageRemarks(given: {
  provider: string;
  usage: unknown;
  answer: unknown;
  tokens: TokenUsage;
}): UsageRemarks {
  const places = [given.usage, given.answer];
  return {
    serviceTier: readTier(places),
    answeredModel: readAnsweredModel(given.answer),
    inferenceGeo: readInferenceGeo(places),
    reportedCostNanoUsd: readReportedCost(given.provider, given.usage),
    extraIterations: readExtraIterations(given.usage),
    hiddenTokens: readHiddenTokens(given.usage, given.tokens),
    unreadCachedTokens: readUnreadCachedTokens(given.usage, given.tokens),
  };
}
