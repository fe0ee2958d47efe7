/// <reference types="node" />
import { existsSync, readFileSync } from "node:fs";

import { describe, it } from "vitest";

import { normalizeTokens } from "./normalize-tokens.ts";
import { parsePriceBook } from "./parse-price-book.ts";
import type { DocumentPrice, DocumentProvider, PriceBook, PriceBookDocument } from "./price-book.ts";
import type { MatchRule } from "./match-rule.ts";
import { priceInteraction } from "./price-interaction.ts";
import { type ResolvedRate, resolveRate } from "./resolve-rate.ts";
import type { TokenKind } from "./token-usage.ts";

const DATA = new URL("../../../../shared/data/", import.meta.url);

type FeedPrices = Record<string, number | { base: number; tiers: { start: number; price: number }[] }>;
type FeedEntry = { constraint?: { start_date?: string; start_time?: string; end_time?: string }; prices: FeedPrices };
type FeedProvider = {
  id: string;
  provider_match?: MatchRule;
  model_match?: MatchRule;
  fallback_model_providers?: string[];
  models: { id: string; match: MatchRule; prices: FeedPrices | FeedEntry[] }[];
};
type CostCase = {
  id: string;
  kind: string;
  provider: string | null;
  model: string;
  usage: Record<string, number>;
  expected_nano_usd: number | null;
  rates_usd_per_mtok: FeedPrices;
  as_of: string | null;
  npm_0_1_8?: { expected_nano_usd: number };
};
type Found = { provider: string | null; model: string | null };
type MatchCase = Found & {
  id: string;
  kind: string;
  expected_provider: string | null;
  expected_model: string | null;
  known_gap?: boolean;
  quirk?: boolean;
  npm_0_1_8?: Found;
};

const UNITS = new Map([
  ["output_reasoning_mtok", "reasoning"],
  ["cache_audio_read_mtok", "cache_read_audio"],
  ["cache_image_read_mtok", "cache_read_image"],
]);

const picoUsd = (usd: number, key: string) => Math.round(usd * (key.endsWith("_kcount") ? 1e9 : 1e6));

function documentPrices(prices: FeedPrices): Record<string, DocumentPrice> {
  const entries = Object.entries(prices).map(([key, price]): [string, DocumentPrice] => {
    const unit = UNITS.get(key) ?? key.replace(/_(mtok|kcount)$/, "");
    if (typeof price === "number") return [unit, picoUsd(price, key)];
    const tiers = price.tiers.map((tier): [number, number] => [tier.start, picoUsd(tier.price, key)]);
    return [unit, { base: picoUsd(price.base, key), tiers }];
  });
  return Object.fromEntries(entries);
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function documentProvider(provider: FeedProvider): DocumentProvider {
  const models = provider.models.map(({ id, match, prices }) => ({
    id,
    match,
    rates: (Array.isArray(prices) ? prices : [{ prices } satisfies FeedEntry]).map((entry: FeedEntry, index) => {
      const { start_date: day, start_time: start, end_time: end } = entry.constraint ?? {};
      return {
        id: `${provider.id}/${id}/${index}`,
        ...(day !== undefined && { from: Date.parse(day) }),
        ...(start !== undefined &&
          end !== undefined && { window: [minutes(start), minutes(end)] satisfies [number, number] }),
        prices: documentPrices(entry.prices),
      };
    }),
  }));
  const { id, provider_match, model_match, fallback_model_providers: fallbacks } = provider;
  return {
    id,
    source: "genai-prices",
    ...(provider_match && { provider_match }),
    ...(model_match && { model_match }),
    ...(fallbacks && { fallbacks }),
    models,
  };
}

function readPriceList(file: string): PriceBook {
  const providers: FeedProvider[] = JSON.parse(readFileSync(new URL(`pricing/${file}`, DATA), "utf8"));
  const document: PriceBookDocument = { format: 1, providers: providers.map(documentProvider) };
  return parsePriceBook(JSON.stringify(document));
}

const TOKEN_KEYS: [TokenKind, string][] = [
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
];

function priceCase({ usage }: CostCase, resolved: ResolvedRate): number | null {
  const counts = TOKEN_KEYS.map(([kind, key]) => [kind, usage[key] ?? 0]);
  const { tokens } = normalizeTokens(Object.fromEntries(counts), { usage: "inclusive", reasoning: "included" });
  return priceInteraction({
    tokens,
    units: { web_searches: usage["web_searches"] ?? 0, requests: usage["requests"] ?? 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    hasAiUsage: true,
    resolved,
  }).aiTokensCostNanoUsd;
}

function rateOfCase(sample: CostCase): ResolvedRate {
  const model = { id: "model", rates: [{ id: "rate", prices: documentPrices(sample.rates_usd_per_mtok) }] };
  const document: PriceBookDocument = { format: 1, providers: [{ id: "given", source: "case", models: [model] }] };
  return resolveRate(parsePriceBook(JSON.stringify(document)), { provider: "given", model: "model", atMs: 0 });
}

/** Why a collected case is not one for this engine. */
function skipReason(sample: CostCase): string | null {
  if (sample.expected_nano_usd === null) return "no figure is known";
  if ("output_citation_tokens" in sample.usage) return "citation tokens have no count of their own";
  return null;
}

const readCases = (file: string) => JSON.parse(readFileSync(new URL(`cases/${file}`, DATA), "utf8"));

describe.skipIf(!existsSync(DATA))("collected cases", () => {
  it("charges every collected call what its own rates say", ({ expect }) => {
    const cases: CostCase[] = readCases("cost_cases.json");
    const usable = cases.filter((sample) => skipReason(sample) === null);
    const wrong = usable.flatMap((sample) => {
      const nanoUsd = priceCase(sample, rateOfCase(sample));
      return nanoUsd === sample.expected_nano_usd
        ? []
        : [{ id: sample.id, nanoUsd, expected: sample.expected_nano_usd }];
    });
    expect(wrong).toEqual([]);
    expect(usable.length).toBeGreaterThan(80);
  });

  it("charges every collected call what the price list says at its instant", ({ expect }) => {
    const book = readPriceList("genai-prices-npm-0.1.8.json");
    const cases: CostCase[] = readCases("cost_cases.json");
    // Service tiers are not in this list; a provider that is only known by its URL is not resolved here.
    const usable = cases.filter(
      (sample) =>
        skipReason(sample) === null && sample.as_of !== null && !("service_tier" in sample) && sample.provider !== null,
    );
    const wrong = usable.flatMap((sample) => {
      const call = { provider: sample.provider, model: sample.model, atMs: Date.parse(sample.as_of ?? "") };
      const nanoUsd = priceCase(sample, resolveRate(book, call));
      const accepted = [sample.expected_nano_usd, sample.npm_0_1_8?.expected_nano_usd];
      return accepted.includes(nanoUsd ?? undefined) ? [] : [{ id: sample.id, nanoUsd, accepted }];
    });
    expect(wrong).toEqual([]);
    expect(usable.length).toBeGreaterThan(60);
  });

  it.for(["genai-prices-npm-0.1.8.json", "genai-prices-v2.json"])(
    "finds every collected model in %s",
    (file, { expect }) => {
      const book = readPriceList(file);
      const cases: MatchCase[] = readCases("match_cases.json");
      const usable = cases.filter(({ model, known_gap, quirk }) => model !== null && !known_gap && !quirk);
      const wrong = usable.flatMap((sample) => {
        const resolved = resolveRate(book, { ...sample, atMs: Date.parse("2026-08-21T12:00:00Z") });
        const found = resolved.status === "priced" ? `${resolved.rate.provider}/${resolved.rate.model}` : "null/null";
        const accepted = [`${sample.expected_provider}/${sample.expected_model}`];
        if (sample.npm_0_1_8) accepted.push(`${sample.npm_0_1_8.provider}/${sample.npm_0_1_8.model}`);
        return accepted.includes(found) ? [] : [{ id: sample.id, model: sample.model, found, accepted }];
      });
      expect(wrong).toEqual([]);
      expect(usable.length).toBeGreaterThan(90);
    },
  );
});
