import type { DocumentExtractor, MatchRule } from "@voygent/cost";

/** The steps of one unit's price: the base first, then the tiers that replace it from or above so many input tokens. */
export type RateStep = { min_input_tokens: number; inclusive: boolean; rate_pico_usd: number };

/** A dated rate; null means always. Its daily window is minutes of the UTC day. No unit at all means free of charge. */
export type ListedRate = {
  effectiveFromMs: number | null;
  windowStartMinute: number | null;
  windowEndMinute: number | null;
  rates: Record<string, RateStep[]>;
};

/** A model with its rates, oldest first. */
export type ListedModel = { model: string; name: string; match: MatchRule; rates: ListedRate[] };

/** How a provider is recognised, whose models it also sells, and how its usage objects are read. */
export type ProviderRules = {
  provider_match?: MatchRule;
  model_match?: MatchRule;
  fallbacks?: string[];
  extractors?: DocumentExtractor[];
};

export type ListedProvider = { provider: string; name: string; rules: ProviderRules; models: ListedModel[] };

/** A price list in our own terms, in its own order. `ignored` names what it held and we could not read. */
export type PriceList = { providers: ListedProvider[]; modelCount: number; ignored: string[] };
