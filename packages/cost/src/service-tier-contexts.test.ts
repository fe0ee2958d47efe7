import { describe, it } from "vitest";

import { normalizeTokens } from "./normalize-tokens.ts";
import { resolveRate } from "./resolve-rate.ts";
import { bookOf, type SampleRate } from "./sample-rate.fixture.ts";
import type { TokenUsage } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

const tiered = (base: number, above: number): UnitPrice => ({ base, tiers: [[272_000, above]] });

const rate = (id: string, input: UnitPrice, more: Partial<SampleRate> = {}): SampleRate => ({
  id,
  source: "litellm",
  prices: { input, output: 15_000_000 },
  ...more,
});

/** Models whose standard price has a context tier. Of a service tier `m` knows only a flat price. Pico-dollars. */
const book = bookOf([
  {
    id: "acme",
    models: [
      {
        id: "m",
        rates: [rate("standard", tiered(2_500_000, 5_000_000)), rate("batch", 1_250_000, { serviceTier: "batch" })],
      },
      {
        id: "knows-both",
        rates: [
          rate("standard", tiered(2_500_000, 5_000_000)),
          rate("batch", tiered(1_250_000, 2_500_000), { serviceTier: "batch" }),
        ],
      },
      { id: "flat", rates: [rate("standard", 2_500_000), rate("batch", 1_250_000, { serviceTier: "batch" })] },
      { id: "without-standard", rates: [rate("batch", 1_250_000, { serviceTier: "batch" })] },
      {
        id: "later",
        rates: [
          rate("before", 2_500_000, { effectiveToMs: 1_000 }),
          rate("after", tiered(2_500_000, 5_000_000), { effectiveFromMs: 1_000 }),
          rate("batch", 1_250_000, { serviceTier: "batch" }),
        ],
      },
      {
        id: "told-by-a-lesser-list",
        rates: [rate("tiered", tiered(2_500_000, 5_000_000), { flags: ["tier_from_fallback"] })],
        lanes: [
          [rate("flat", 2_500_000, { source: "genai-prices", prices: { input: 2_500_000, cache_read: 250_000 } })],
          [rate("batch", 1_250_000, { serviceTier: "batch" })],
        ],
      },
    ],
  },
]);

const flagsOf = (model: string, serviceTier: string, counts: Partial<TokenUsage> | null, atMs = 0) => {
  const { tokens } = normalizeTokens(counts ?? {}, { usage: "inclusive", reasoning: "included" });
  const usage = counts === null ? {} : { usage: { tokens, units: { web_searches: 0, requests: 0 } } };
  const resolved = resolveRate(book, { provider: "acme", model, serviceTier, atMs, ...usage });
  return resolved.status === "priced" ? [resolved.rate.id, ...resolved.flags] : resolved.reason;
};

const LARGE = { input: 272_001, output: 1 };
const UNKNOWN = ["batch", "context_tier_unknown"];

describe("the rate of a service tier without context tiers", () => {
  it.for([
    ["above a tier of the standard rate", "m", LARGE, UNKNOWN],
    ["above it by what comes from the cache", "m", { input: 272_001, cache_read: 272_000 }, UNKNOWN],
    ["at the tier", "m", { input: 272_000, output: 1 }, ["batch"]],
    ["of unknown size", "m", null, ["batch"]],
    ["where the service tier has context tiers of its own", "knows-both", LARGE, ["batch"]],
    ["where the standard rate has none", "flat", LARGE, ["batch"]],
    ["where there is no standard rate", "without-standard", LARGE, ["batch"]],
    ["before the standard rate has one", "later", LARGE, ["batch"]],
    ["where a lesser list tells the tier", "told-by-a-lesser-list", LARGE, UNKNOWN],
    [
      "where the list that tells it is not the one that is charged",
      "told-by-a-lesser-list",
      { input: 272_001, cache_read: 272_000 },
      UNKNOWN,
    ],
  ] as const)("is flagged as maybe not whole, or not, for a call %s", ([, model, counts, expected], { expect }) => {
    expect(flagsOf(model, "batch", counts)).toEqual(expected);
  });

  it("is flagged from when the standard rate has one", ({ expect }) => {
    expect(flagsOf("later", "batch", LARGE, 1_000)).toEqual(UNKNOWN);
  });

  it.for([
    ["", ["standard"]],
    ["flex", ["standard", "tier_fallback"]],
  ] as const)("is not charged to the tier %j, which gets the context tier", ([tier, expected], { expect }) => {
    expect(flagsOf("m", tier, LARGE)).toEqual(expected);
  });
});
