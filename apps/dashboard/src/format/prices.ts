import { shiftDecimal } from "./decimal.ts";

const UNIT_NAMES: Record<string, string> = {
  input: "Input",
  output: "Output",
  cache_read: "Cache read",
  cache_write: "Cache write",
  cache_write_5m: "Cache write, 5 min",
  cache_write_1h: "Cache write, 1 h",
  reasoning: "Reasoning",
  output_citation: "Citations",
  input_audio: "Audio input",
  output_audio: "Audio output",
  cache_read_audio: "Cached audio",
  input_image: "Image input",
  output_image: "Image output",
  cache_read_image: "Cached image",
  input_video: "Video input",
  output_video: "Video output",
  cache_read_video: "Cached video",
  web_searches: "Web searches",
  search_sources: "Sources searched",
  requests: "Requests",
  rows_read: "Rows read",
  rows_written: "Rows written",
  api_calls: "API calls",
  cpu_ms: "CPU milliseconds",
};

/** What a price is asked for, as it is shown: `cache_read` is `Cache read`. */
export function unitName(unit: string): string {
  const words = unit.replaceAll("_", " ");
  return UNIT_NAMES[unit] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** The units whose prices are told per thousand and not per million. */
const PER_THOUSAND = new Set(["web_searches", "requests", "search_sources"]);

/** For how many a price of the unit is told: `per 1M`, `per 1K`. */
export const unitQuantity = (unit: string): string => (PER_THOUSAND.has(unit) ? "per 1K" : "per 1M");

/** A unit above prices of it: its name, and for how many they are told unless that is a million. */
export const unitHeading = (unit: string): string =>
  PER_THOUSAND.has(unit) ? `${unitName(unit)}, ${unitQuantity(unit)}` : unitName(unit);

/** A price per million units as it is told for its unit, per million or per thousand. */
export const perToldQuantity = (usdPerMillion: string, unit: string): string =>
  PER_THOUSAND.has(unit) ? shiftDecimal(usdPerMillion, -3) : usdPerMillion;

/** A price as it is told for its unit, per million units. A text that is no decimal stays as it is. */
export const perMillion = (price: string, unit: string): string =>
  PER_THOUSAND.has(unit) && /^\d+(\.\d+)?$/.test(price) ? shiftDecimal(price, 3) : price;

/** A price in US dollars per million units as it is told for its unit, exactly: `$2.50`, `$0.003625`. */
export function formatPrice(usdPerMillion: string, unit: string): string {
  return formatRate(perToldQuantity(usdPerMillion, unit));
}

/** An exact decimal price in US dollars with at least two places: `$2.50`, `$0.003625`. */
export function formatRate(usd: string): string {
  const [whole = "0", fraction = ""] = shiftDecimal(usd, 0).split(".");
  return `$${whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")}.${fraction.padEnd(2, "0")}`;
}

const SOURCE_NAMES: Record<string, string> = {
  override: "Own rate",
  "genai-prices": "genai-prices",
  litellm: "LiteLLM",
  openrouter: "OpenRouter",
  "llm-prices": "llm-prices",
};

/** A source of prices as it is shown. */
export const sourceName = (source: string): string => SOURCE_NAMES[source] ?? source;

const FLAG_TEXTS: Record<string, string> = {
  cache_at_input_rate: "The list has no cache price, so cached tokens are charged as input.",
  tier_fallback: "The service tier has no rate of its own, so the standard one is charged.",
  tier_from_fallback: "Only the second list knows the context tiers, so the whole rate is its.",
  source_conflict: "The lists tell different prices for this model.",
  floating_alias: "The name stands for changing models.",
  unknown_service_tier: "The service tier is not known here, so the standard rate is charged.",
  search_size_assumed: "The price of a search depends on a size that is not sent; the medium one is charged.",
  hour_cache_at_short_rate: "The list has no price for an hour in the cache, so the one of five minutes is charged.",
  searches_not_priced: "The list has no price for web searches, so those of the call cost nothing here.",
  units_not_priced:
    "The call counted what the list has no price for, such as sources searched, pages or seconds; that costs nothing here.",
  price_undated:
    "The call is older than the day on which its price was first read here, and the list does not say since when it holds.",
  region_not_priced: "The region that the model names has no price here, so the one without a region is charged.",
  hours_corrected:
    "The list cannot say on which days of the week these hours hold, so the vendor's own days are charged.",
  context_tier_unknown:
    "The call is so large that the standard price has a context tier for it. The list tells none for this service tier, so it may cost more.",
  rate_history_seed: "A past price, from a list that is otherwise read for comparison only.",
};

/** What one should know about a rate, as a sentence. */
export const flagText = (flag: string): string => FLAG_TEXTS[flag] ?? flag;

const MATCHES: Record<string, string> = {
  override: "Own rate for this model",
  alias: "Own alias",
  exact: "The exact model name",
  normalized: "The model name, spelled alike",
  undated: "The model name without its date",
  rule: "A rule of the price list",
  fallback_provider: "The provider behind the gateway",
};

/** How a model was found in the price list, in words. */
export const matchText = (matchedBy: string): string => MATCHES[matchedBy] ?? matchedBy;

/** From when to when something holds, as calendar days in UTC: `Since 4 Mar 2026`, `Until …`, `Always`. */
export function formatPeriod(from: string | null, to: string | null): string {
  if (from === null && to === null) return "Always";
  if (to === null) return `Since ${formatUtcDay(from ?? "")}`;
  if (from === null) return `Until ${formatUtcDay(to)}`;
  return `${formatUtcDay(from)} – ${formatUtcDay(to)}`;
}

const utcDay = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

/** The calendar day (UTC) that an instant falls on: `4 Mar 2026`. */
export const formatUtcDay = (instant: string): string => utcDay.format(new Date(instant));
