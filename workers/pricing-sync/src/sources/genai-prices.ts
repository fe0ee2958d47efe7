import type { ListedModel, ListedProvider, ListedRate, PriceList, RateStep } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { readGenaiExtractors } from "./genai-extractors.ts";
import { GenaiPrices, type GenaiModel, type GenaiPrice, type GenaiProvider } from "./genai-prices-schema.ts";
import { unitName } from "./genai-units.ts";

const PICO_PER_USD = 1e12;

/** The endings of price keys: how many units one price covers, and what the unit is when it is no plain count. */
const ENDINGS = new Map([
  ["mtok", { per: 1e6, suffix: "" }],
  ["kcount", { per: 1e3, suffix: "" }],
  ["mchars", { per: 1e6, suffix: "_characters" }],
  ["kpages", { per: 1e3, suffix: "_pages" }],
  ["hours", { per: 3600, suffix: "_seconds" }],
  ["gpixels", { per: 1e9, suffix: "_pixels" }],
]);

function readKey(key: string): { unit: string; per: number } | null {
  const [, name = "", endingName = ""] = /^([a-z]\w*)_([a-z]+)$/.exec(key) ?? [];
  const ending = ENDINGS.get(endingName);
  return ending === undefined ? null : { unit: `${unitName(name)}${ending.suffix}`, per: ending.per };
}

function readSteps(price: GenaiPrice, per: number): RateStep[] {
  const step = (min_input_tokens: number, usd: number, inclusive: boolean): RateStep => ({
    min_input_tokens,
    inclusive,
    rate_pico_usd: Math.round((usd * PICO_PER_USD) / per),
  });
  if (typeof price === "number") return [step(0, price, true)];
  const tiers = price.tiers.toSorted((a, b) => a.start - b.start);
  return [step(0, price.base, true), ...tiers.map((tier) => step(tier.start, tier.price, false))];
}

function readPrices(prices: Record<string, GenaiPrice>, path: string, ignored: string[]): ListedRate["rates"] {
  const rates: ListedRate["rates"] = {};
  // In the order of the keys, so that a list that only reorders them has not changed.
  for (const [key, price] of Object.entries(prices).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const known = readKey(key);
    if (known === null) ignored.push(`${path}: ${key}`);
    else rates[known.unit] = readSteps(price, known.per);
  }
  return rates;
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function readRates(model: GenaiModel, path: string, ignored: string[]): ListedRate[] {
  const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  return entries.map(({ constraint, prices }) => {
    const isDated = constraint !== undefined && "start_date" in constraint;
    const isDaily = constraint !== undefined && "start_time" in constraint;
    return {
      effectiveFromMs: isDated ? Date.parse(constraint.start_date) : null,
      windowStartMinute: isDaily ? minuteOf(constraint.start_time) : null,
      windowEndMinute: isDaily ? minuteOf(constraint.end_time) : null,
      rates: readPrices(prices, path, ignored),
    };
  });
}

/** Whether every price of an entry was understood too little to tell it from one that is free. */
function lostAllPrices(model: GenaiModel, rates: ListedRate[]): boolean {
  const entries = Array.isArray(model.prices) ? model.prices.map(({ prices }) => prices) : [model.prices];
  return entries.some(
    (prices, index) => Object.keys(prices).length > 0 && Object.keys(rates[index]?.rates ?? {}).length === 0,
  );
}

function readModels(provider: GenaiProvider, ignored: string[]): ListedModel[] {
  const models = new Map<string, ListedModel>();
  for (const model of provider.models) {
    const path = `${provider.id}/${model.id}`;
    const rates = readRates(model, path, ignored);
    if (models.has(model.id) || lostAllPrices(model, rates)) ignored.push(path);
    else models.set(model.id, { model: model.id, name: model.name ?? model.id, match: model.match, rates });
  }
  return [...models.values()];
}

function readProvider(provider: GenaiProvider, ignored: string[]): ListedProvider {
  const extractors = readGenaiExtractors(provider.id, provider.extractors ?? [], ignored);
  return {
    provider: provider.id,
    name: provider.name,
    rules: {
      ...(provider.provider_match && { provider_match: provider.provider_match }),
      ...(provider.model_match && { model_match: provider.model_match }),
      ...(provider.fallback_model_providers && { fallbacks: provider.fallback_model_providers }),
      ...(extractors.length > 0 && { extractors }),
    },
    models: readModels(provider, ignored),
  };
}

/**
 * Takes the price list of genai-prices (version 2 of its JSON) into our terms. The list is foreign and may be damaged or
 * hostile: everything is checked, prices become whole pico-dollars per unit, and what is unknown is named in `ignored`.
 * @throws PriceListRejected when it is not such a list
 */
export function readGenaiPrices(value: unknown): PriceList {
  const parsed = GenaiPrices.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PriceListRejected(`not a genai-prices list: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const ignored: string[] = [];
  const providers = new Map<string, ListedProvider>();
  for (const provider of parsed.data) {
    if (providers.has(provider.id)) ignored.push(provider.id);
    else providers.set(provider.id, readProvider(provider, ignored));
  }
  const modelCount = [...providers.values()].reduce((count, { models }) => count + models.length, 0);
  if (modelCount === 0) throw new PriceListRejected("the list holds no model");
  return { providers: [...providers.values()], modelCount, ignored };
}
