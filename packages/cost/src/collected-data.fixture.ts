/// <reference types="node" />
import { readFileSync } from "node:fs";

import type { ExtractorContent, ExtractorStep } from "./book-content.ts";
import type { MatchRule } from "./match-rule.ts";
import type { PriceBook } from "./price-book.ts";
import { bookOf, type SampleProvider, type SampleRate } from "./sample-rate.fixture.ts";
import type { TokenKind } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

/** Where collected prices and cases lie; they are not part of the repository. */
export const COLLECTED_DATA = new URL("../../../../shared/data/", import.meta.url);

export type FeedPrices = Record<string, number | { base: number; tiers: { start: number; price: number }[] }>;
type FeedEntry = { constraint?: { start_date?: string; start_time?: string; end_time?: string }; prices: FeedPrices };
type FeedStep = string | { type: "array-match"; field: string; match: MatchRule };
type FeedExtractor = {
  api_flavor: string;
  root: string | string[];
  mappings: { path: FeedStep | FeedStep[]; dest: string }[];
};
/** A provider of genai-prices, as far as it is read here. */
export type FeedProvider = {
  id: string;
  api_pattern?: string;
  provider_match?: MatchRule;
  model_match?: MatchRule;
  fallback_model_providers?: string[];
  extractors?: FeedExtractor[];
  models: { id: string; match: MatchRule; prices: FeedPrices | FeedEntry[] }[];
};
/** Our token counts and their names in the collected cases. */
export const TOKEN_KEYS: [TokenKind, string][] = [
  ["input", "input_tokens"],
  ["output", "output_tokens"],
  ["cache_read", "cache_read_tokens"],
  ["cache_write", "cache_write_tokens"],
  ["cache_write_1h", "cache_write_1h_tokens"],
  ["reasoning", "output_reasoning_tokens"],
  ["input_audio", "input_audio_tokens"],
  ["output_audio", "output_audio_tokens"],
  ["cache_read_audio", "cache_audio_read_tokens"],
  ["input_image", "input_image_tokens"],
  ["output_image", "output_image_tokens"],
  ["cache_read_image", "cache_image_read_tokens"],
  ["input_video", "input_video_tokens"],
  ["cache_read_video", "cache_video_read_tokens"],
  ["output_video", "output_video_tokens"],
  ["output_citation", "output_citation_tokens"],
];

const UNITS = new Map([
  ["output_reasoning_mtok", "reasoning"],
  ["cache_audio_read_mtok", "cache_read_audio"],
  ["cache_image_read_mtok", "cache_read_image"],
]);

const picoUsd = (usd: number, key: string) => Math.round(usd * (key.endsWith("_kcount") ? 1e9 : 1e6));

/** Prices of a published list in the terms of the price book. */
export function listedPrices(prices: FeedPrices): Record<string, UnitPrice> {
  const entries = Object.entries(prices).map(([key, price]): [string, UnitPrice] => {
    const unit = UNITS.get(key) ?? key.replace(/_(mtok|kcount)$/, "");
    if (typeof price === "number") return [unit, picoUsd(price, key)];
    const tiers = price.tiers.map((tier): [number, number] => [tier.start, picoUsd(tier.price, key)]);
    return [unit, { base: picoUsd(price.base, key), tiers }];
  });
  return Object.fromEntries(entries);
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function listedExtractor({ api_flavor: flavor, root, mappings }: FeedExtractor): ExtractorContent {
  const counts = mappings.map(({ path, dest }): [string, ...ExtractorStep[]] => {
    const kind = TOKEN_KEYS.find(([, key]) => key === dest)?.[0];
    return [kind ?? dest, ...[path].flat()];
  });
  return { flavor, root: [root].flat(), counts };
}

const ALL_WEEKDAYS = 127;

/** The list leaves it open: a daily window that follows a date belongs to the time from that date on. */
function listedRates(path: string, entries: FeedEntry[]): SampleRate[] {
  let latestDay = 0;
  return entries.map(({ constraint = {}, prices }, index) => {
    const { start_date: day, start_time: start, end_time: end } = constraint;
    if (day !== undefined) latestDay = Date.parse(day);
    return {
      id: `${path}/${index}`,
      effectiveFromMs: latestDay,
      ...(start !== undefined && end !== undefined && { window: [minutes(start), minutes(end), ALL_WEEKDAYS] }),
      prices: listedPrices(prices),
    } satisfies SampleRate;
  });
}

/** A provider of the published list in the terms of the price book. */
export function listedProvider(provider: FeedProvider): SampleProvider {
  const {
    id,
    provider_match,
    model_match,
    api_pattern,
    fallback_model_providers: fallbacks,
    extractors = [],
  } = provider;
  return {
    id,
    ...(provider_match && { provider_match }),
    ...(model_match && { model_match }),
    ...(api_pattern !== undefined && { api_pattern }),
    ...(fallbacks && { fallbacks }),
    extractors: extractors.map(listedExtractor),
    models: provider.models.map(({ id: model, match, prices }) => ({
      id: model,
      match,
      rates: listedRates(`${id}/${model}`, Array.isArray(prices) ? prices : [{ prices }]),
    })),
  };
}

/** A whole collected price list as a price book. */
export function readPriceList(file: string): PriceBook {
  const providers: FeedProvider[] = JSON.parse(readFileSync(new URL(`pricing/${file}`, COLLECTED_DATA), "utf8"));
  return bookOf(providers.map(listedProvider));
}
