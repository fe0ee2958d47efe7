import type { PricedBucket } from "./bucket-price.ts";
import type { CompactModel } from "./book-text.ts";
import type { Matcher } from "./match-rule.ts";
import type { PriceFlag } from "./price-flag.ts";
import type { ServiceTier } from "./service-tier.ts";
import type { UnitPrices } from "./unit-price.ts";

/** A rate that an interaction can be priced with. `provider` and `model` are the price list's. */
export type BookRate = {
  id: string;
  source: string;
  serviceTier: ServiceTier;
  provider: string;
  model: string;
  /** 0 is always. */
  effectiveFromMs: number;
  /** `OPEN_MS` is without end. */
  effectiveToMs: number;
  /** Minutes of the UTC day, and the weekdays that it starts on as bits, Monday is 1. */
  window: { startMinute: number; endMinute: number; weekdays: number } | null;
  prices: UnitPrices;
  /** The exclusive buckets of usage, each with its prices. */
  buckets: readonly PricedBucket[];
  flags: readonly PriceFlag[];
  /** Before this day of UTC (ms) nobody says that the rate held; 0 where somebody says since when it does. */
  undatedBeforeMs: number;
  /** `nothing`: no prices at all, free of charge. `other`: only for what we do not count, such as seconds of audio. */
  charges: "counted usage" | "nothing" | "other";
};

/** A model of one provider; rules and rates are read when they are first asked for. */
export type BookModel = {
  id: string;
  provider: string;
  compact: CompactModel;
  accepts: Matcher | null;
  lanes: BookRate[][] | null;
};

/** Models in the order of their rules; the first of a name counts. Keys but for `byId` are in lower case. */
export type Catalog = {
  models: BookModel[];
  byId: Map<string, BookModel>;
  byLowerCaseId: Map<string, BookModel>;
  byLiteralName: Map<string, BookModel>;
};

export type PathStep = string | { field: string; accepts: Matcher };

export type UsageExtractor = { root: string[]; counts: { unit: string; steps: PathStep[] }[] };

/** The line of a provider, parsed. */
export type ProviderLine = {
  overrides: Catalog;
  listed: Catalog;
  retired: Catalog;
  /** By API flavour. */
  extractors: Map<string, UsageExtractor>;
};

export type BookProvider = {
  id: string;
  acceptsName: () => Matcher;
  acceptsModel: () => Matcher;
  /** For the URL of an API. */
  acceptsUrl: () => (url: URL) => boolean;
  fallbackIds: string[];
  hasExtractors: boolean;
  line: () => ProviderLine;
};

/** How a model was found in the price book; never by a mere substring. */
export type MatchedBy = "override" | "alias" | "exact" | "normalized" | "undated" | "rule" | "fallback_provider";

/** Why no rate is known. */
export type UnpricedReason = "unknown_provider" | "unknown_model" | "no_rate_at_that_time";

/**
 * Models that a call may mean, the best first: an own rate and, for the times it does not cover, what the lists say. `ownPrices`:
 * how the ids of prices begin that are those of the region which the call names; empty where it names none with its own.
 */
export type FoundModel = {
  seller: string;
  candidates: { model: BookModel; matchedBy: MatchedBy }[];
  isFloating: boolean;
  ownPrices: readonly string[];
};

/** An own setting that holds from one instant to another. */
export type DatedValue<Value> = { id: string; fromMs: number; toMs: number; value: Value };

type FoundByName = Map<string, FoundModel | UnpricedReason>;

/** Models that were looked up, misses too, by name under the provider; where a URL was given, under both. */
export type FoundModels = { count: number; byProvider: Map<string, FoundByName>; byUrl: Map<string, FoundByName> };

/** A parsed price book, ready for look-ups. `found` remembers look-ups, misses too. */
export type PriceBook = {
  format: number;
  version: number;
  units: string[];
  sources: string[];
  providers: BookProvider[];
  providersById: Map<string, BookProvider>;
  aliases: Map<string, readonly [provider: string, model: string]>;
  /** Basis points by provider. */
  discounts: Map<string, DatedValue<number>[]>;
  /** Pico-dollars per call by service. */
  services: Map<string, DatedValue<number>[]>;
  /** Pico-dollars per row read, row written, call and CPU millisecond. */
  resources: DatedValue<readonly [number, number, number, number]>[];
  found: FoundModels;
};
