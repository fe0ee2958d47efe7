import type { MatchRule } from "./match-rule.ts";

/** Version of the text's format: 3 is a header line and one line per provider. */
export const PRICE_BOOK_FORMAT = 3;

export type HeaderProvider = {
  id: string;
  pm?: MatchRule;
  mm?: MatchRule;
  url?: string;
  fb?: string[];
  /** Its line holds extractors. */
  ex?: 1;
};

/** The first line of a price book; the line of the provider at index i is line i + 1. */
export type BookHeader = {
  format: typeof PRICE_BOOK_FORMAT;
  version: number;
  units: string[];
  sources: string[];
  tiers: readonly string[];
  providers: HeaderProvider[];
  /** By `aliasKey`. */
  aliases: Record<string, [provider: string, model: string]>;
  discounts: Record<string, [id: string, basisPoints: number, fromMs: number, toMs: number][]>;
  services: Record<string, [id: string, picoUsd: number, fromMs: number, toMs: number][]>;
  resources: [
    id: string,
    fromMs: number,
    toMs: number,
    rowRead: number,
    rowWritten: number,
    apiCall: number,
    cpuMs: number,
  ][];
};

export type CompactExtractor = [
  flavor: string,
  root: string[],
  counts: [unit: string, ...(string | { field: string; match: MatchRule })[]][],
];

/** Unit index, price, unit index, price …; a price is pico-dollars or `[base, threshold, pico, …]`, a threshold -n from n on. */
export type CompactPrices = (number | number[])[];

/** `toMs` 0 is without end; `undatedBefore` is a day of UTC since 1970. */
export type CompactRate = [
  id: string,
  source: number,
  tier: number,
  fromMs: number,
  toMs: number,
  window: readonly [start: number, end: number, weekdays: number] | 0,
  flags: number,
  prices: CompactPrices,
  undatedBefore?: number,
];

export const RETIRED = 1;
export const CONFLICT = 2;
export const OVERRIDE = 4;

export type CompactModel = [
  id: string,
  match: MatchRule | 0,
  literalNames: string[] | 0,
  flags: number,
  listedProvider: string | 0,
  as: string | 0,
  lanes: CompactRate[][],
];

export type BookLine = { ex?: CompactExtractor[]; m: CompactModel[] };

/** The key of an own alias. */
export const aliasKey = (provider: string, alias: string): string =>
  `${provider.trim().toLowerCase()}\u0000${alias.trim().toLowerCase()}`;
