import * as fc from "fast-check";
import { describe, it } from "vitest";

import { OPEN_MS } from "./book-content.ts";
import { type CostCategory, type CostExplanation, explainCost } from "./explain-cost.ts";
import { type GivenCounts, normalizeTokens } from "./normalize-tokens.ts";
import { type PriceableUsage, priceUsage, resourceRatesAt } from "./price-usage.ts";
import { DEFAULT_RESOURCE_RATES } from "./resource-rates.ts";
import { bookOf, modelOf, stepsOf } from "./sample-rate.fixture.ts";
import { TOKEN_KINDS } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

const usageOf = (counts: GivenCounts, more: Partial<PriceableUsage> = {}): PriceableUsage => ({
  provider: "acme",
  model: "m",
  serviceTier: "",
  type: "chat",
  atMs: 0,
  tokens: normalizeTokens(counts, { usage: "inclusive", reasoning: "included" }).tokens,
  units: { web_searches: 0, requests: 0 },
  resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
  isCounted: true,
  reportedCostNanoUsd: null,
  ...more,
});

const ratesOf = (prices: Record<string, UnitPrice>) => ({
  rates: Object.fromEntries(Object.entries(prices).map(([unit, price]) => [unit, stepsOf(price)])),
});

const CATEGORIES: readonly CostCategory[] = ["ai_tokens", "db_ops", "api_calls", "compute_time"];

/** What the lines, the discount and the rounding of a category come to, in pico-dollars. */
const sumOf = ({ lines, discountPico, roundingPico }: CostExplanation, category: CostCategory): bigint =>
  lines.reduce((sum, line) => (line.category === category ? sum + line.amountPico : sum), roundingPico[category]) +
  (category === "ai_tokens" ? discountPico : 0n);

describe("explainCost", () => {
  it("shows tokens × rate = amount by bucket, with the tier and what stood in", ({ expect }) => {
    const prices: Record<string, UnitPrice> = {
      input: { base: 3_000_000, tiers: [[200_000, 6_000_000]] },
      output: 15_000_000,
      web_searches: 10_000_000_000,
      requests: 12_000_000_000,
    };
    const usage = usageOf(
      { input: 200_001, cache_read: 1, output: 7, reasoning: 3 },
      { units: { web_searches: 2, requests: 0 }, resources: { rowsRead: 5, rowsWritten: 0, apiCalls: 0, cpuMs: 0 } },
    );
    const tier = { above: 200_000, inclusive: false };
    const ai = { category: "ai_tokens", unit: "token" };
    expect(explainCost(usage, ratesOf(prices), null, DEFAULT_RESOURCE_RATES).lines).toEqual([
      { ...ai, bucket: "input", count: 200_000, picoUsd: 6_000_000, tier, amountPico: 1_200_000_000_000n },
      {
        ...ai,
        bucket: "cache_read",
        count: 1,
        picoUsd: 6_000_000,
        tier,
        amountPico: 6_000_000n,
        flag: "cache_at_input_rate",
      },
      { ...ai, bucket: "output", count: 4, picoUsd: 15_000_000, tier: null, amountPico: 60_000_000n },
      { ...ai, bucket: "reasoning", count: 3, picoUsd: 15_000_000, tier: null, amountPico: 45_000_000n },
      {
        ...ai,
        bucket: "web_searches",
        unit: "search",
        count: 2,
        picoUsd: 10_000_000_000,
        tier: null,
        amountPico: 20_000_000_000n,
      },
      {
        ...ai,
        bucket: "requests",
        unit: "request",
        count: 1,
        picoUsd: 12_000_000_000,
        tier: null,
        amountPico: 12_000_000_000n,
      },
      {
        category: "db_ops",
        bucket: "rows_read",
        unit: "row",
        count: 5,
        picoUsd: 1_000,
        tier: null,
        amountPico: 5_000n,
      },
    ]);
  });

  it("shows what was taken off, and by how much it was rounded", ({ expect }) => {
    const { discountPico, roundingPico, nano } = explainCost(
      usageOf({ input: 1_000 }),
      ratesOf({ input: 3_000_001 }),
      { discount: ["d", 1_250] },
      DEFAULT_RESOURCE_RATES,
    );
    // 3,000,001,000 pico × 0.875 = 2,625,000,875 pico
    expect([discountPico, roundingPico.ai_tokens, nano.ai_tokens]).toEqual([-375_000_125n, 125n, 2_625_001]);
  });

  it("charges nothing for what is free, bucket by bucket", ({ expect }) => {
    const { lines, nano } = explainCost(usageOf({ input: 4 }), ratesOf({}), null, DEFAULT_RESOURCE_RATES);
    expect([lines.map(({ amountPico }) => amountPico), nano.ai_tokens]).toEqual([[0n], 0]);
  });

  it.for([
    ["no rate", null],
    ["a rate that does not price its tokens", ratesOf({ output: 1 })],
  ] as const)("knows no AI cost by %s, but that of the resources", ([, rate], { expect }) => {
    const usage = usageOf({ input: 4 }, { resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 2, cpuMs: 0 } });
    const { lines, nano } = explainCost(usage, rate, null, DEFAULT_RESOURCE_RATES);
    expect([lines.length, nano]).toEqual([1, { ai_tokens: null, db_ops: 0, api_calls: 600, compute_time: 0 }]);
  });

  it("adds up to the cost, to the nano-dollar, whatever was used", ({ expect }) => {
    const count = fc.nat({ max: 10_000_000 });
    const picoUsd = fc.nat({ max: 600_000_000 });
    const tiered = fc
      .tuple(picoUsd, picoUsd, fc.boolean())
      .map(([base, above, inclusive]): UnitPrice => ({ base, tiers: [[200_000, above, inclusive ? 1 : 0]] }));
    const price = fc.oneof(picoUsd, tiered);
    const prices = fc.dictionary(fc.constantFrom(...TOKEN_KINDS, "web_searches", "requests"), price).map((given) => ({
      input: 1_234_567,
      output: 7_654_321,
      ...given,
    }));
    const units = fc.record({ web_searches: fc.nat({ max: 9 }), requests: fc.nat({ max: 9 }) });
    const resources = fc.record({ rowsRead: count, rowsWritten: count, apiCalls: count, cpuMs: count });
    const resourceRates = fc.record({
      rowReadPicoUsd: picoUsd,
      rowWrittenPicoUsd: picoUsd,
      apiCallPicoUsd: picoUsd,
      cpuMsPicoUsd: picoUsd,
    });
    const counts = fc.record(Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, count])));
    const dated = { effectiveFromMs: 0, effectiveToMs: OPEN_MS };

    fc.assert(
      fc.property(
        counts,
        prices,
        units,
        resources,
        resourceRates,
        fc.nat({ max: 10_000 }),
        (given, listed, fees, used, own, basisPoints) => {
          const book = bookOf([{ id: "acme", models: [modelOf("m", listed)] }], {
            discounts: [{ id: "d", provider: "acme", basisPoints, ...dated }],
            resources: [{ id: "r", isFreeTier: false, ...own, ...dated }],
          });
          const usage = usageOf(given, { units: fees, resources: used });
          const priced = priceUsage(book, usage);
          const explained = explainCost(usage, ratesOf(listed), priced.basis, resourceRatesAt(book, 0));
          expect(explained.nano).toEqual({
            ai_tokens: priced.aiTokensCostNanoUsd,
            db_ops: priced.dbOpsCostNanoUsd,
            api_calls: priced.apiCallsCostNanoUsd,
            compute_time: priced.computeTimeCostNanoUsd,
          });
          const sums = CATEGORIES.map((category) => sumOf(explained, category));
          expect(sums).toEqual(CATEGORIES.map((category) => BigInt(explained.nano[category] ?? -1) * 1_000n));
        },
      ),
    );
  });
});
