/// <reference types="node" />
import { existsSync, readFileSync } from "node:fs";

import { describe, it } from "vitest";

import { COLLECTED_DATA, type FeedPrices, listedPrices, readPriceList, TOKEN_KEYS } from "./collected-data.fixture.ts";
import { normalizeUsage } from "./normalize-usage.ts";
import { normalizeTokens } from "./normalize-tokens.ts";
import type { PriceBook } from "./price-book.ts";
import { priceInteraction } from "./price-interaction.ts";
import { type ResolvedRate, resolveRate } from "./resolve-rate.ts";
import { rateOf } from "./sample-rate.fixture.ts";

type CostCase = {
  id: string;
  kind: string;
  provider: string | null;
  provider_api_url?: string;
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

type NativeUsage = {
  provider_id: string;
  api_flavor: string;
  usage: Record<string, number>;
  expected_nano_usd: number | null;
  npm_0_1_8?: { expected_nano_usd: number };
};
type Extraction = { usage: Record<string, number>; extractors: { provider_id: string; api_flavor: string }[] };
type ResponseBody = {
  id: string;
  body: { model?: string; modelVersion?: string };
  native?: NativeUsage;
  extracted?: Extraction[];
};

/** Answers of Azure that name tokens written to the cache: the newer list reads them, the collected counts do not. */
const READ_BETTER = new Set(["body-0352", "body-1322", "body-1323", "body-1324"]);

function priceCase({ usage }: CostCase, resolved: ResolvedRate): number | null {
  const counts = TOKEN_KEYS.map(([kind, key]) => [kind, usage[key] ?? 0]);
  const { tokens } = normalizeTokens(Object.fromEntries(counts), { usage: "inclusive", reasoning: "included" });
  return priceInteraction({
    tokens,
    units: { web_searches: usage["web_searches"] ?? 0, requests: usage["requests"] ?? 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    hasAiUsage: true,
    isUsageKnown: true,
    resolved,
  }).aiTokensCostNanoUsd;
}

function countsOf(usage: Record<string, number>): unknown {
  const { tokens } = normalizeTokens(Object.fromEntries(TOKEN_KEYS.map(([kind, key]) => [kind, usage[key] ?? 0])), {
    usage: "inclusive",
    reasoning: "included",
  });
  return { tokens, units: { web_searches: usage["web_searches"] ?? 0, requests: usage["requests"] ?? 0 } };
}

/** What we find in a provider's answer: its counts, and what they cost; beside it what is accepted. */
function readAnswer(book: PriceBook, body: ResponseBody["body"], expected: NativeUsage) {
  const { provider_id: provider, api_flavor: apiFlavor } = expected;
  const extracted = normalizeUsage(book, { provider, apiFlavor, usage: body });
  if (extracted.status !== "extracted") return { found: extracted, accepted: [] };
  const { tokens, units, clamped } = extracted;
  const model = body.model ?? body.modelVersion ?? null;
  const { aiTokensCostNanoUsd: nanoUsd } = priceInteraction({
    tokens,
    units,
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    hasAiUsage: true,
    isUsageKnown: true,
    resolved: resolveRate(book, { provider, model, atMs: Date.parse("2026-08-21T12:00:00Z") }),
  });
  const figures = [expected.expected_nano_usd, ...(expected.npm_0_1_8 ? [expected.npm_0_1_8.expected_nano_usd] : [])];
  const counts = countsOf(expected.usage);
  return {
    found: { counts: { tokens, units }, clamped, nanoUsd },
    // Without a figure upstream found no price; more names are found here.
    accepted: figures.map((figure) => ({ counts, clamped: [], nanoUsd: figure ?? nanoUsd })),
  };
}

const readCases = (file: string) => JSON.parse(readFileSync(new URL(`cases/${file}`, COLLECTED_DATA), "utf8"));

describe.skipIf(!existsSync(COLLECTED_DATA))("collected cases", () => {
  it("charges every collected call what its own rates say", ({ expect }) => {
    const cases: CostCase[] = readCases("cost_cases.json");
    const usable = cases.filter((sample) => sample.expected_nano_usd !== null);
    const wrong = usable.flatMap((sample) => {
      const nanoUsd = priceCase(sample, rateOf(listedPrices(sample.rates_usd_per_mtok)));
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
    // The rates of a case without an instant are its test's own.
    const usable = cases.filter(({ expected_nano_usd, as_of }) => expected_nano_usd !== null && as_of !== null);
    const wrong = usable.flatMap((sample) => {
      const { provider, provider_api_url: providerApiUrl = null, model, as_of } = sample;
      const call = { provider, providerApiUrl, model, atMs: Date.parse(as_of ?? "") };
      const nanoUsd = priceCase(sample, resolveRate(book, call));
      const accepted = [sample.expected_nano_usd, sample.npm_0_1_8?.expected_nano_usd];
      return accepted.includes(nanoUsd ?? undefined) ? [] : [{ id: sample.id, nanoUsd, accepted }];
    });
    expect(wrong).toEqual([]);
    expect(usable.length).toBeGreaterThan(70);
  });

  it.for(["genai-prices-npm-0.1.8.json", "genai-prices-v2.json"])(
    "finds every collected model in %s",
    (file, { expect }) => {
      const book = readPriceList(file);
      const cases: MatchCase[] = readCases("match_cases.json");
      const usable = cases.filter(({ model, known_gap, quirk }) => model !== null && !known_gap && !quirk);
      const wrong = usable.flatMap((sample) => {
        const resolved = resolveRate(book, { ...sample, atMs: Date.parse("2026-08-21T12:00:00Z") });
        const found = resolved.status === "priced" ? `${resolved.seller}/${resolved.rate.model}` : "null/null";
        const accepted = [`${sample.expected_provider}/${sample.expected_model}`];
        if (sample.npm_0_1_8) accepted.push(`${sample.npm_0_1_8.provider}/${sample.npm_0_1_8.model}`);
        return accepted.includes(found) ? [] : [{ id: sample.id, model: sample.model, found, accepted }];
      });
      expect(wrong).toEqual([]);
      expect(usable.length).toBeGreaterThan(90);
    },
  );

  it.for(["genai-prices-npm-0.1.8.json", "genai-prices-v2.json"])(
    "reads and charges the usage of every collected answer by the extractors of %s",
    (file, { expect }) => {
      const book = readPriceList(file);
      const bodies: ResponseBody[] = readCases("response_bodies.json");
      const native = bodies.flatMap(({ native: expected, ...given }) => (expected ? [{ ...given, expected }] : []));
      const wrong = native.flatMap((given) => {
        const { found, accepted } = readAnswer(book, given.body, given.expected);
        return accepted.some((answer) => JSON.stringify(answer) === JSON.stringify(found))
          ? []
          : [{ id: given.id, found, accepted }];
      });
      expect(wrong).toEqual([]);
      expect(native.length).toBeGreaterThan(280);
    },
  );

  it.for(["genai-prices-npm-0.1.8.json", "genai-prices-v2.json"])(
    "reads every collected answer alike by all extractors that fit it, in %s",
    (file, { expect }) => {
      const book = readPriceList(file);
      const bodies: ResponseBody[] = readCases("response_bodies.json");
      const samples = bodies.flatMap(({ id, body, extracted = [] }) =>
        extracted.flatMap(({ usage, extractors }) =>
          extractors.map(({ provider_id: provider, api_flavor: apiFlavor }) => ({
            name: `${id} ${provider} ${apiFlavor}`,
            isKnown: provider === "azure" && READ_BETTER.has(id),
            found: normalizeUsage(book, { provider, apiFlavor, usage: body }),
            counts: countsOf(usage),
          })),
        ),
      );
      const wrong = samples.filter(({ isKnown, found, counts }) => {
        if (isKnown) return false;
        if (found.status !== "extracted") return true;
        return JSON.stringify({ tokens: found.tokens, units: found.units }) !== JSON.stringify(counts);
      });
      expect(wrong.map(({ name, found, counts }) => ({ name, found, counts }))).toEqual([]);
      expect(samples.length).toBeGreaterThan(3_700);
    },
  );
});
