import type { Matcher, MatchRule } from "./match-rule.ts";

/** Version of the document's format: 2 has the usage extractors, 1 had none. */
export const PRICE_BOOK_FORMAT = 2;

/**
 * A price in pico-dollars per unit. The tiers, in any order, replace its base for the whole call; they are
 * `[input tokens, pico-dollars, 1 when from the threshold on]`.
 */
export type DocumentPrice = number | { base: number; tiers: ([number, number] | [number, number, 0 | 1])[] };

/** A dated rate; `from` is an instant in ms, `window` the minutes of the UTC day `[start, end)`; absent means always. */
export type DocumentRate = {
  id: string;
  from?: number;
  window?: [number, number];
  prices: Record<string, DocumentPrice>;
};

/**
 * A model with its dated rates, oldest first; without `match` it is found by its id alone. A retired model has left the
 * price list: it is only found when no listed model is.
 */
export type DocumentModel = { id: string; match?: MatchRule; retired?: true; rates: DocumentRate[] };

/** One step into a usage object: a field, or the first element of a list whose `field` the rule accepts. */
export type DocumentPathStep = string | { field: string; match: MatchRule };

/**
 * How the usage objects of one API of a provider are read. `root` leads to the usage object in the whole answer; each of
 * `counts` is `[unit, ...path from there]`, and counts of the same unit add up to usage in normal form.
 */
export type DocumentExtractor = { flavor: string; root: string[]; counts: [string, ...DocumentPathStep[]][] };

export type DocumentProvider = {
  id: string;
  /** The price list that this provider's rates come from. */
  source: string;
  provider_match?: MatchRule;
  model_match?: MatchRule;
  /** Providers whose models this one also sells at their prices. */
  fallbacks?: string[];
  extractors?: DocumentExtractor[];
  models: DocumentModel[];
};

/** The published price book: every rate in force or to come, with the rules that find them, in the order of the price list. */
export type PriceBookDocument = { format: typeof PRICE_BOOK_FORMAT; providers: DocumentProvider[] };

/** A rate that an interaction can be priced with. */
export type BookRate = {
  id: string;
  source: string;
  provider: string;
  model: string;
  effectiveFromMs: number | null;
  window: { startMinute: number; endMinute: number } | null;
  prices: Partial<Record<string, DocumentPrice>>;
  /** `nothing`: no prices at all, free of charge. `other`: only for what we do not count, such as seconds of audio. */
  charges: "counted usage" | "nothing" | "other";
};

export type BookModel = { id: string; accepts: Matcher; rates: BookRate[] };

/** Models in the order of the price list; the first of an id counts. By lower-case id only those that have another id. */
export type Catalog = {
  models: BookModel[];
  modelsById: Map<string, BookModel>;
  modelsByLowerCaseId: Map<string, BookModel>;
};

export type PathStep = string | { field: string; accepts: Matcher };

export type UsageExtractor = { root: string[]; counts: { unit: string; steps: PathStep[] }[] };

export type BookProvider = {
  id: string;
  acceptsProvider: Matcher;
  acceptsModel: Matcher;
  fallbackIds: string[];
  /** By API flavour. */
  extractors: Map<string, UsageExtractor>;
  listed: Catalog;
  retired: Catalog;
};

/** How a model was found in the price list. */
export type MatchedBy = "override" | "exact" | "normalized" | "undated" | "rule" | "fallback_provider";

export type FoundModel = { model: BookModel; matchedBy: MatchedBy };

/** A parsed price book, ready for look-ups. `found` remembers look-ups, misses too. */
export type PriceBook = {
  format: number;
  providers: BookProvider[];
  providersById: Map<string, BookProvider>;
  found: Map<string, FoundModel | null>;
};
