import { describe, it } from "vitest";

import { normalizeTokens } from "./normalize-tokens.ts";
import { priceUsage, type PriceableUsage } from "./price-usage.ts";
import { bookOf } from "./sample-rate.fixture.ts";
import type { TokenUsage } from "./token-usage.ts";

/** Grok 4 as the lists tell it: one without its context tier, the other without what cached tokens cost. Pico-dollars. */
const book = bookOf([
  {
    id: "acme",
    models: [
      {
        id: "m",
        rates: [
          {
            id: "tiered",
            source: "litellm",
            flags: ["tier_from_fallback"],
            prices: {
              input: { base: 3_000_000, tiers: [[128_000, 6_000_000]] },
              output: { base: 15_000_000, tiers: [[128_000, 30_000_000]] },
            },
          },
        ],
        lanes: [
          [
            {
              id: "flat",
              prices: { input: 3_000_000, output: 15_000_000, cache_read: 750_000, web_searches: 10_000_000 },
            },
          ],
        ],
      },
    ],
  },
]);

function charge(tokens: Partial<TokenUsage>, webSearches = 0) {
  const usage: PriceableUsage = {
    provider: "acme",
    model: "m",
    serviceTier: "",
    type: "chat",
    atMs: 0,
    tokens: normalizeTokens(tokens, { usage: "inclusive", reasoning: "included" }).tokens,
    units: { web_searches: webSearches, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    isCounted: true,
    reportedCostNanoUsd: null,
  };
  const { rateId, aiTokensCostNanoUsd, basis } = priceUsage(book, usage);
  return { rateId, aiTokensCostNanoUsd, flags: basis?.flags ?? [] };
}

describe("a model whose context tiers only the lesser list knows", () => {
  it("costs what the better list says below them, which knows what the cache costs", ({ expect }) => {
    // 100,000 cached × $0.75 per million.
    expect(charge({ input: 100_000, cache_read: 100_000 })).toEqual({
      rateId: "flat",
      aiTokensCostNanoUsd: 75_000_000,
      flags: [],
    });
  });

  it("costs what the better list says at exactly the border, and the tier one token above it", ({ expect }) => {
    expect(charge({ input: 128_000 })).toMatchObject({ rateId: "flat", aiTokensCostNanoUsd: 384_000_000 });
    // 128,001 × $6 per million.
    expect(charge({ input: 128_001 })).toEqual({
      rateId: "tiered",
      aiTokensCostNanoUsd: 768_006_000,
      flags: ["tier_from_fallback"],
    });
  });

  it("costs the tier where most of the tokens are of a kind that the lesser list prices", ({ expect }) => {
    // 150,000 fresh and, for want of a price of their own, 50,000 cached × $6 per million.
    expect(charge({ input: 200_000, cache_read: 50_000 })).toEqual({
      rateId: "tiered",
      aiTokensCostNanoUsd: 1_200_000_000,
      flags: ["tier_from_fallback", "cache_at_input_rate"],
    });
  });

  it("costs what the better list says, and tells that the lists differ, where most tokens come from the cache", ({
    expect,
  }) => {
    // 20,000 fresh × $3 and 180,000 cached × $0.75 per million.
    expect(charge({ input: 200_000, cache_read: 180_000 })).toEqual({
      rateId: "flat",
      aiTokensCostNanoUsd: 195_000_000,
      flags: ["source_conflict"],
    });
  });

  it("costs what the better list says for searches that only that list prices", ({ expect }) => {
    // 1,000 × $3 per million and one search of $0.00001.
    expect(charge({ input: 1_000 }, 1)).toEqual({ rateId: "flat", aiTokensCostNanoUsd: 3_010_000, flags: [] });
  });
});
