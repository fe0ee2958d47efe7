import * as fc from "fast-check";
import { describe, it } from "vitest";

import { OPEN_MS } from "./book-content.ts";
import { exactPicoUsd, exactUnitPicoUsd, roundHalfUp } from "./exact-cost.fixture.ts";
import { type GivenCounts, normalizeTokens } from "./normalize-tokens.ts";
import { type PriceableUsage, priceUsage } from "./price-usage.ts";
import { bookOf, modelOf } from "./sample-rate.fixture.ts";
import { TOKEN_KINDS } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

const INCLUSIVE = { usage: "inclusive", reasoning: "included" } as const;
const ALWAYS = { effectiveFromMs: 0, effectiveToMs: OPEN_MS };
const LARGEST_NANO_USD = BigInt(Number.MAX_SAFE_INTEGER);

/** Up to the largest count that is taken in, and a price of up to a cent a token, so that many sums are past 2^53 pico. */
const count = fc.oneof(fc.nat({ max: 1_000_000 }), fc.nat({ max: 1_000_000_000_000 }));
const picoUsd = fc.oneof(fc.nat({ max: 600_000_000 }), fc.nat({ max: 10_000_000_000 }));
const counts: fc.Arbitrary<GivenCounts> = fc.record(Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, count])));
const fees = fc.record({ web_searches: fc.nat({ max: 1_000 }), requests: fc.nat({ max: 1_000 }) });
const basisPoints = fc.nat({ max: 10_000 });

/** Tiers of which some begin just below, at or just above the size of the call. */
const tieredFor = (input: number) =>
  fc
    .tuple(
      picoUsd,
      fc.uniqueArray(
        fc.tuple(
          fc.oneof(
            fc.integer({ min: -2, max: 2 }).map((step) => Math.max(input + step, 1)),
            fc.nat().map((n) => n + 1),
          ),
          picoUsd,
          fc.constantFrom<0 | 1>(0, 1),
        ),
        { maxLength: 4, selector: ([threshold]) => threshold },
      ),
    )
    .map(([base, tiers]): UnitPrice => ({ base, tiers }));

const pricesFor = (input: number) => {
  const price = fc.oneof(picoUsd, tieredFor(input));
  return fc
    .tuple(
      fc.record({ input: price, output: price }),
      fc.dictionary(fc.constantFrom(...TOKEN_KINDS, "web_searches", "requests"), price),
    )
    .map(([needed, optional]): Record<string, UnitPrice> => ({ ...needed, ...optional }));
};

const priced = counts.chain((given) => {
  const { tokens } = normalizeTokens(given, INCLUSIVE);
  return fc.record({ given: fc.constant(given), tokens: fc.constant(tokens), prices: pricesFor(tokens.input) });
});

const usageOf = (tokens: PriceableUsage["tokens"], more: Partial<PriceableUsage> = {}): PriceableUsage => ({
  provider: "acme",
  model: "m",
  serviceTier: "",
  type: "chat",
  atMs: 0,
  tokens,
  units: { web_searches: 0, requests: 0 },
  resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
  isCounted: true,
  reportedCostNanoUsd: null,
  ...more,
});

const discountOf = (points: number) => [{ id: "d", provider: "acme", basisPoints: points, ...ALWAYS }];

const bookFor = (prices: Record<string, UnitPrice>, points = 0) =>
  bookOf([{ id: "acme", models: [modelOf("m", prices)] }], { discounts: discountOf(points) });

/** The AI cost, or `past 2^53` where it is refused. */
function aiNanoUsd(prices: Record<string, UnitPrice>, usage: PriceableUsage, points = 0): bigint | "past 2^53" {
  try {
    return BigInt(priceUsage(bookFor(prices, points), usage).aiTokensCostNanoUsd ?? -1);
  } catch (error) {
    if (error instanceof RangeError) return "past 2^53";
    throw error;
  }
}

describe("the cost of a call", () => {
  it("is exact with tiers, fees and a discount, or refused where no number holds it", ({ expect }) => {
    const seen = { beyondPico: 0, refused: 0 };
    fc.assert(
      fc.property(priced, fees, basisPoints, ({ tokens, prices }, units, points) => {
        const priceOf = (unit: string) => exactUnitPicoUsd(prices, unit, tokens.input) ?? 0n;
        const pico =
          exactPicoUsd(tokens, prices) +
          BigInt(units.web_searches) * priceOf("web_searches") +
          BigInt(units.requests || 1) * priceOf("requests");
        const exact = roundHalfUp(pico * BigInt(10_000 - points), 10_000_000n);
        const expected = exact > LARGEST_NANO_USD ? "past 2^53" : exact;
        seen.beyondPico += pico > LARGEST_NANO_USD ? 1 : 0;
        seen.refused += expected === "past 2^53" ? 1 : 0;
        expect(aiNanoUsd(prices, usageOf(tokens, { units }), points)).toBe(expected);
      }),
      { numRuns: 500 },
    );
    expect(seen.beyondPico).toBeGreaterThan(seen.refused);
    expect(seen.refused).toBeGreaterThan(0);
  });

  it("is the same however the source counts cache and reasoning", ({ expect }) => {
    fc.assert(
      fc.property(priced, ({ tokens, prices }) => {
        const told = {
          ...tokens,
          input: tokens.input - tokens.cache_read - tokens.cache_write,
          output: tokens.output - tokens.reasoning,
        };
        const { tokens: again } = normalizeTokens(told, { usage: "exclusive", reasoning: "added" });
        expect(aiNanoUsd(prices, usageOf(again))).toBe(aiNanoUsd(prices, usageOf(tokens)));
      }),
    );
  });

  it("never rises with a larger discount, and is nothing with all of it taken off", ({ expect }) => {
    fc.assert(
      fc.property(priced, basisPoints, basisPoints, ({ tokens, prices }, some, other) => {
        const [less, more] = [Math.min(some, other), Math.max(some, other)];
        const usage = usageOf(tokens);
        const [dearer, cheaper] = [aiNanoUsd(prices, usage, less), aiNanoUsd(prices, usage, more)];
        if (dearer !== "past 2^53" && cheaper !== "past 2^53") expect(cheaper).toBeLessThanOrEqual(dearer);
        else expect(dearer).toBe("past 2^53");
        expect(aiNanoUsd(prices, usage, 10_000)).toBe(0n);
      }),
    );
  });

  it("never falls when one of the prices that it is charged at rises", ({ expect }) => {
    const raised = fc.tuple(fc.nat({ max: 1_000_000 }), fc.constantFrom(...TOKEN_KINDS));
    fc.assert(
      fc.property(priced, raised, ({ tokens, prices }, [more, unit]) => {
        const before = prices[unit];
        fc.pre(before !== undefined);
        const dearer: UnitPrice =
          typeof before === "number"
            ? before + more
            : {
                base: before.base + more,
                tiers: before.tiers.map(([from, pico, isFrom = 0]) => [from, pico + more, isFrom]),
              };
        const [low, high] = [prices, { ...prices, [unit]: dearer }].map((each) => aiNanoUsd(each, usageOf(tokens)));
        if (low !== "past 2^53" && high !== "past 2^53") expect(high).toBeGreaterThanOrEqual(low ?? 0n);
        else expect(high).toBe("past 2^53");
      }),
    );
  });
});

/** Counts times their pico-dollars, rounded once. */
const nano = (...terms: [times: number, pico: number][]): number =>
  Number(
    roundHalfUp(
      terms.reduce((sum, [times, pico]) => sum + BigInt(times) * BigInt(pico), 0n),
      1_000n,
    ),
  );

describe("the cost of resources", () => {
  it("is exact in each category, which are rounded one by one", ({ expect }) => {
    const used = fc.record({ rowsRead: count, rowsWritten: count, apiCalls: count, cpuMs: count });
    const price = fc.nat({ max: 2_000_000 });
    const rates = fc.record({
      rowReadPicoUsd: price,
      rowWrittenPicoUsd: price,
      apiCallPicoUsd: price,
      cpuMsPicoUsd: price,
    });
    fc.assert(
      fc.property(used, rates, (resources, own) => {
        const book = bookOf([], { resources: [{ id: "r", isFreeTier: false, ...own, ...ALWAYS }] });
        const usage = usageOf(normalizeTokens({}, INCLUSIVE).tokens, { type: "db", model: "", resources });
        const cost = priceUsage(book, usage);
        expect(cost).toMatchObject({
          aiTokensCostNanoUsd: 0,
          dbOpsCostNanoUsd: nano(
            [resources.rowsRead, own.rowReadPicoUsd],
            [resources.rowsWritten, own.rowWrittenPicoUsd],
          ),
          apiCallsCostNanoUsd: nano([resources.apiCalls, own.apiCallPicoUsd]),
          computeTimeCostNanoUsd: nano([resources.cpuMs, own.cpuMsPicoUsd]),
        });
      }),
    );
  });
});
