import { describe, it } from "vitest";

import { normalizeTokens } from "./normalize-tokens.ts";
import { priceInteraction, type PricingInput } from "./price-interaction.ts";
import { rateOf } from "./sample-rate.fixture.ts";
import type { TokenKind } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

const NO_RESOURCES = { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 };

// $3 input, $0.30 cache read, $3.75 and $6 cache write, $15 output, per million tokens.
const SONNET = {
  input: 3_000_000,
  cache_read: 300_000,
  cache_write: 3_750_000,
  cache_write_1h: 6_000_000,
  output: 15_000_000,
};

function inputOf(
  counts: Partial<Record<TokenKind, number>>,
  prices: Record<string, UnitPrice> | null,
  more: Partial<PricingInput> = {},
): PricingInput {
  return {
    tokens: normalizeTokens(counts, { usage: "inclusive", reasoning: "included" }).tokens,
    units: { web_searches: 0, requests: 0 },
    resources: NO_RESOURCES,
    reportedCostNanoUsd: null,
    hasAiUsage: true,
    isUsageKnown: true,
    resolved: prices === null ? { status: "unpriced", reason: "unknown_model" } : rateOf(prices),
    ...more,
  };
}

const aiNanoUsd = (counts: Partial<Record<TokenKind, number>>, prices: Record<string, UnitPrice>) =>
  priceInteraction(inputOf(counts, prices)).aiTokensCostNanoUsd;

type Row = [name: string, Partial<Record<TokenKind, number>>, Record<string, UnitPrice>, nanoUsd: number];

describe("buckets", () => {
  it.for<Row>([
    // 500 × 3,000,000 + 1,500 × 300,000 + 300 × 15,000,000 = 6,450,000,000 pico
    ["cache read", { input: 2_000, cache_read: 1_500, output: 300 }, SONNET, 6_450_000],
    // 100 × 3,000,000 + 600 × 3,750,000 + 300 × 6,000,000 = 4,350,000,000 pico
    ["cache write of 5 minutes and 1 hour", { input: 1_000, cache_write: 900, cache_write_1h: 300 }, SONNET, 4_350_000],
    // 70 × 8,000,000 + 30 × 3,000,000 = 650,000,000 pico
    [
      "reasoning with its own price",
      { output: 100, reasoning: 30 },
      { output: 8_000_000, reasoning: 3_000_000 },
      650_000,
    ],
    // 100 × 8,000,000 = 800,000,000 pico
    ["reasoning without one", { output: 100, reasoning: 30 }, { output: 8_000_000 }, 800_000],
    // text 40 × 300,000 + fresh audio 50 × 1,000,000 + cached audio 10 × 100,000 = 63,000,000 pico
    [
      "audio, some of it cached",
      { input: 100, cache_read: 10, input_audio: 60, cache_read_audio: 10 },
      { input: 300_000, cache_read: 30_000, input_audio: 1_000_000, cache_read_audio: 100_000 },
      63_000,
    ],
    // the dearer of the two that contain it: 10 × 1,000,000 pico
    [
      "cached audio without a price of its own",
      { input: 10, cache_read: 10, input_audio: 10, cache_read_audio: 10 },
      { input: 300_000, cache_read: 30_000, input_audio: 1_000_000 },
      10_000,
    ],
    // 90 × 2,000,000 + 10 × 64,000,000 = 820,000,000 pico
    ["audio out", { output: 100, output_audio: 10 }, { output: 2_000_000, output_audio: 64_000_000 }, 820_000],
    // 1,000 × 3,000,000 = 3,000,000,000 pico
    ["a cache without a price at the input's", { input: 1_000, cache_read: 900 }, { input: 3_000_000 }, 3_000_000],
    // 0.5 nano rounds up, 0.499 nano rounds down
    ["half a nano-dollar", { input: 1 }, { input: 500 }, 1],
    ["less than half a nano-dollar", { input: 1 }, { input: 499 }, 0],
  ])("charges $0", ([, counts, prices, nanoUsd], { expect }) => {
    expect(aiNanoUsd(counts, prices)).toBe(nanoUsd);
  });
});

describe("context tiers", () => {
  // $3 and $15 per million, twice that for the whole call above 200,000 tokens of input.
  const above: Record<string, UnitPrice> = {
    input: { base: 3_000_000, tiers: [[200_000, 6_000_000]] },
    output: { base: 15_000_000, tiers: [[200_000, 30_000_000]] },
    cache_read: 300_000,
  };
  const fromOn: Record<string, UnitPrice> = { input: { base: 3_000_000, tiers: [[200_000, 6_000_000, 1]] } };

  it.for<Row>([
    // 199,999 × 3,000,000 = 599,997,000,000 pico
    ["below the threshold", { input: 199_999 }, above, 599_997_000],
    // 200,000 × 3,000,000 = 600,000,000,000 pico
    ["at the threshold", { input: 200_000 }, above, 600_000_000],
    // 200,001 × 6,000,000 = 1,200,006,000,000 pico
    ["above the threshold", { input: 200_001 }, above, 1_200_006_000],
    // 199,999 × 3,000,000 = 599,997,000,000 pico
    ["below an inclusive threshold", { input: 199_999 }, fromOn, 599_997_000],
    // 200,000 × 6,000,000 = 1,200,000,000,000 pico
    ["at an inclusive threshold", { input: 200_000 }, fromOn, 1_200_000_000],
    // 200,001 × 6,000,000 = 1,200,006,000,000 pico
    ["above an inclusive threshold", { input: 200_001 }, fromOn, 1_200_006_000],
    // 200,001 × 300,000 + 10 × 30,000,000 = 60,300,300,000 pico: cached input counts, output follows, cache has no tier
    ["cached input and the output with it", { input: 200_001, cache_read: 200_001, output: 10 }, above, 60_300_300],
    // 10 × 15,000,000 = 150,000,000 pico: much output does not pass an input threshold
    ["output alone by the base", { output: 10 }, above, 150_000],
  ])("charges $0", ([, counts, prices, nanoUsd], { expect }) => {
    expect(aiNanoUsd(counts, prices)).toBe(nanoUsd);
  });

  it("takes the greatest threshold that was passed", ({ expect }) => {
    const prices: Record<string, UnitPrice> = {
      input: {
        base: 1_000_000,
        tiers: [
          [300, 4_000_000],
          [100, 2_000_000],
        ],
      },
    };
    // 301 × 4,000,000 pico; 101 × 2,000,000 pico
    expect([aiNanoUsd({ input: 301 }, prices), aiNanoUsd({ input: 101 }, prices)]).toEqual([1_204_000, 202_000]);
  });
});

describe("fees", () => {
  const prices = { input: 1_000_000, requests: 12_000_000_000, web_searches: 10_000_000_000 };

  it("charges a fee per request once when the number of requests is not given", ({ expect }) => {
    // $12 per 1,000 requests
    expect(aiNanoUsd({}, prices)).toBe(12_000_000);
  });

  it("charges a fee for every request that is given, and every search", ({ expect }) => {
    const input = inputOf({}, prices, { units: { web_searches: 2, requests: 3 } });
    // 3 × $0.012 + 2 × $0.010
    expect(priceInteraction(input).aiTokensCostNanoUsd).toBe(56_000_000);
  });
});

describe("status", () => {
  it("prices usage with a rate even when the client reports a cost", ({ expect }) => {
    const priced = priceInteraction(inputOf({ input: 1_000 }, SONNET, { reportedCostNanoUsd: 7 }));
    expect(priced).toMatchObject({
      aiTokensCostNanoUsd: 3_000_000,
      status: "priced",
      source: "genai-prices",
      rateId: "rate-of-m",
      matchedBy: "exact",
      calculationVersion: 7,
    });
  });

  it("keeps the reported cost when no rate is known", ({ expect }) => {
    const priced = priceInteraction(inputOf({ input: 1_000 }, null, { reportedCostNanoUsd: 7 }));
    expect(priced).toMatchObject({ aiTokensCostNanoUsd: 7, status: "reported", source: null, rateId: null });
  });

  it("calls usage without any price unpriced, never zero", ({ expect }) => {
    const priced = priceInteraction(inputOf({ input: 1_000 }, null));
    expect(priced).toMatchObject({ aiTokensCostNanoUsd: null, status: "unpriced", source: null, matchedBy: null });
  });

  it("calls usage unpriced when the rate does not say what its tokens cost", ({ expect }) => {
    expect(priceInteraction(inputOf({ input: 10, output: 5 }, { input: 1_000_000 })).status).toBe("unpriced");
  });

  it("calls usage unpriced when the rate only counts what we cannot", ({ expect }) => {
    expect(priceInteraction(inputOf({}, { audio_seconds: 100_000_000 })).status).toBe("unpriced");
  });

  it("charges nothing for a model that the list gives away", ({ expect }) => {
    expect(priceInteraction(inputOf({ input: 10 }, {}))).toMatchObject({ aiTokensCostNanoUsd: 0, status: "priced" });
  });

  it("charges nothing for an interaction without a model", ({ expect }) => {
    const priced = priceInteraction(inputOf({}, null, { hasAiUsage: false }));
    expect(priced).toMatchObject({ aiTokensCostNanoUsd: 0, status: "priced", source: null });
  });

  it("records a cost without usage as reported", ({ expect }) => {
    const priced = priceInteraction(inputOf({}, SONNET, { hasAiUsage: false, reportedCostNanoUsd: 42 }));
    expect(priced).toMatchObject({ aiTokensCostNanoUsd: 42, status: "reported" });
  });
});

describe("resources", () => {
  const resources = { rowsRead: 120, rowsWritten: 4, apiCalls: 2, cpuMs: 12 };

  it("charges Cloudflare's list prices, whatever the model costs", ({ expect }) => {
    expect(priceInteraction(inputOf({ input: 1 }, null, { resources }))).toMatchObject({
      dbOpsCostNanoUsd: 120 * 1 + 4 * 1_000,
      apiCallsCostNanoUsd: 2 * 300,
      computeTimeCostNanoUsd: 12 * 20,
    });
  });

  it("rounds each category once", ({ expect }) => {
    const rates = { rowReadPicoUsd: 250, rowWrittenPicoUsd: 250, apiCallPicoUsd: 499, cpuMsPicoUsd: 500 };
    const units = { rowsRead: 1, rowsWritten: 1, apiCalls: 1, cpuMs: 1 };
    // 250 + 250 pico are half a nano-dollar together and nothing apart
    expect(priceInteraction(inputOf({}, null, { resources: units, resourceRates: rates }))).toMatchObject({
      dbOpsCostNanoUsd: 1,
      apiCallsCostNanoUsd: 0,
      computeTimeCostNanoUsd: 1,
    });
  });
});

describe("limits", () => {
  it("refuses a cost that a number cannot hold exactly", ({ expect }) => {
    const tokens = 1_000_000_000_000;
    expect(aiNanoUsd({ input: tokens }, { input: 6_000_000 })).toBe(6_000_000 * 1_000_000_000);
    expect(() => aiNanoUsd({ input: tokens }, { input: 10_000_000_000_000 })).toThrow(RangeError);
  });

  it("refuses a total that a number cannot hold exactly although each part can", ({ expect }) => {
    const half = Number.MAX_SAFE_INTEGER - 10;
    const resources = { ...NO_RESOURCES, rowsRead: 1_000 };
    const price = () => priceInteraction(inputOf({}, null, { reportedCostNanoUsd: half, resources }));
    expect(price).toThrow(RangeError);
  });

  it("refuses usage that is not in normal form", ({ expect }) => {
    const input = inputOf({ input: 1 }, SONNET);
    const price = () => priceInteraction({ ...input, tokens: { ...input.tokens, cache_read: 2 } });
    expect(price).toThrow(/normalise/);
  });
});
