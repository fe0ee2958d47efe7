import { type BookContent, OPEN_MS, type ProviderRules, type StoredRate } from "./book-content.ts";
import type { MatchRule } from "./match-rule.ts";
import { parsePriceBook } from "./parse-price-book.ts";
import type { PriceBook } from "./price-book.ts";
import { type ResolvedRate, resolveRate } from "./resolve-rate.ts";
import { serializePriceBook } from "./serialize-price-book.ts";
import type { RateStep, UnitPrice } from "./unit-price.ts";

/** A rate for tests; what is left out is that of an undated standard rate. */
export type SampleRate = Partial<Omit<StoredRate, "rates">> & { id: string; prices: Record<string, UnitPrice> };

/** A model for tests; `lanes` are further lanes behind that of `rates`. */
export type SampleModel = {
  id: string;
  match?: MatchRule;
  aliases?: string[];
  flags?: BookContent["providers"][number]["models"][number]["flags"];
  as?: string;
  rates: SampleRate[];
  lanes?: SampleRate[][];
};

export type SampleProvider = ProviderRules & { id: string; models: SampleModel[] };

/** A price as it is stored. */
export function stepsOf(price: UnitPrice): RateStep[] {
  if (typeof price === "number") return [{ min_input_tokens: 0, inclusive: true, rate_pico_usd: price }];
  const tiers = price.tiers.map(([min_input_tokens, rate_pico_usd, inclusive]) => ({
    min_input_tokens,
    inclusive: inclusive === 1,
    rate_pico_usd,
  }));
  return [{ min_input_tokens: 0, inclusive: true, rate_pico_usd: price.base }, ...tiers];
}

function storedRate({ prices, ...rate }: SampleRate): StoredRate {
  return {
    source: "genai-prices",
    serviceTier: "standard",
    effectiveFromMs: 0,
    effectiveToMs: OPEN_MS,
    window: null,
    flags: [],
    ...rate,
    rates: Object.fromEntries(Object.entries(prices).map(([unit, price]) => [unit, stepsOf(price)])),
  };
}

/** The content of a price book of these providers, for tests. */
export function contentOf(providers: SampleProvider[], more: Partial<BookContent> = {}): BookContent {
  return {
    version: 1,
    providers: providers.map(({ id, models, ...rules }) => ({
      id,
      rules,
      models: models.map(({ match = null, aliases = [], flags = [], as = null, rates, lanes = [], ...model }) => ({
        ...model,
        match,
        aliases,
        flags,
        as,
        listedProvider: null,
        lanes: [rates, ...lanes].map((lane) => lane.map(storedRate)),
      })),
    })),
    aliases: [],
    discounts: [],
    services: [],
    resources: [],
    ...more,
  };
}

/** A price book of these providers, for tests. */
export function bookOf(providers: SampleProvider[], more: Partial<BookContent> = {}): PriceBook {
  return parsePriceBook(serializePriceBook(contentOf(providers, more)));
}

/** A model that is found by its id alone, with one rate. */
export function modelOf(id: string, prices: Record<string, UnitPrice>): SampleModel {
  return { id, rates: [{ id: `rate-of-${id}`, prices }] };
}

/** A resolved rate with these prices in pico-dollars per unit. */
export function rateOf(prices: Record<string, UnitPrice>): ResolvedRate {
  const book = bookOf([{ id: "acme", models: [modelOf("m", prices)] }]);
  return resolveRate(book, { provider: "acme", model: "m", atMs: 0 });
}
