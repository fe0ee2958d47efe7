import type { MatchRule } from "./match-rule.ts";
import type { PriceFlag } from "./price-flag.ts";
import type { ServiceTier } from "./service-tier.ts";
import type { RateStep } from "./unit-price.ts";

/** The instant that stands for "no end": the last one that JavaScript knows in four digits of the year. */
export const OPEN_MS = 253_402_300_799_999;

/** One step into a usage object: a field, or the first element of a list whose `field` the rule accepts. */
export type ExtractorStep = string | { field: string; match: MatchRule };

/**
 * How the usage objects of one API of a provider are read. `root` leads to the usage object in the whole answer; each of
 * `counts` is `[unit, ...path from there]`, and counts of the same unit add up to usage in normal form.
 */
export type ExtractorContent = { flavor: string; root: string[]; counts: [string, ...ExtractorStep[]][] };

/** How a provider is recognised, whose models it also sells, and how its usage objects are read. */
export type ProviderRules = {
  provider_match?: MatchRule;
  model_match?: MatchRule;
  /** A regular expression that the URL of its API begins with. */
  api_pattern?: string;
  fallbacks?: string[];
  extractors?: ExtractorContent[];
};

/**
 * A rate as it is stored. `effectiveFromMs` 0 means always, `effectiveToMs` `OPEN_MS` without end. `window` is minutes of the
 * UTC day `[start, end)` and the days of the week that it starts on, as bits: Monday is 1, all are 127. `rates` maps a unit to
 * its price; none at all means free of charge. `undatedBeforeMs`: before it nobody says that the rate held; the list gives no
 * date, and we had not read it yet.
 */
export type StoredRate = {
  id: string;
  source: string;
  serviceTier: ServiceTier;
  effectiveFromMs: number;
  effectiveToMs: number;
  window: readonly [startMinute: number, endMinute: number, weekdays: number] | null;
  flags: PriceFlag[];
  rates: Record<string, RateStep[]>;
  undatedBeforeMs?: number;
};

/** `retired`: it has left its list and is only found when no listed model is. `conflict`: the lists differ about it. */
export type BookModelFlag = "retired" | "conflict" | "override";

/**
 * A model with its rates. A lane is the rates of one source, oldest first, the best source first; a call is priced by one rate
 * of one lane. `aliases` are further names that the list spells out. `listedProvider` and `as` are shown instead of the
 * provider and the id that it is found by.
 */
export type BookModelContent = {
  id: string;
  match: MatchRule | null;
  aliases: string[];
  flags: BookModelFlag[];
  listedProvider: string | null;
  as: string | null;
  lanes: StoredRate[][];
};

export type BookProviderContent = { id: string; rules: ProviderRules; models: BookModelContent[] };

/** What is charged for resources from one instant to another; the free tier charges nothing. */
export type BookResourceRates = {
  id: string;
  effectiveFromMs: number;
  effectiveToMs: number;
  isFreeTier: boolean;
  rowReadPicoUsd: number;
  rowWrittenPicoUsd: number;
  apiCallPicoUsd: number;
  cpuMsPicoUsd: number;
};

type Dated = { id: string; effectiveFromMs: number; effectiveToMs: number };

/** All that a price book says. Providers and models stand in the order in which their rules are tried. */
export type BookContent = {
  version: number;
  providers: BookProviderContent[];
  aliases: { provider: string; alias: string; targetProvider: string; targetModel: string }[];
  discounts: (Dated & { provider: string; basisPoints: number })[];
  services: (Dated & { service: string; picoUsdPerCall: number })[];
  resources: BookResourceRates[];
};
