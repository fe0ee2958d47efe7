import * as fc from "fast-check";
import { describe, it } from "vitest";

import { aiTokensCostPicoUsd } from "./ai-tokens-cost.ts";
import { exactPicoUsd, roundHalfUp } from "./exact-cost.fixture.ts";
import { normalizeTokens } from "./normalize-tokens.ts";
import { priceInteraction } from "./price-interaction.ts";
import { rateOf } from "./sample-rate.fixture.ts";
import { TOKEN_KINDS, type TokenKind, type TokenUsage } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

const SEMANTICS = { usage: "inclusive", reasoning: "included" } as const;
const THRESHOLD = 200_000;

const count = fc.nat({ max: 1_000_000 });
const picoUsd = fc.nat({ max: 600_000_000 });
const counts = fc.record(Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, count])));
const usage = counts.map((given): TokenUsage => normalizeTokens(given, SEMANTICS).tokens);
const tiered = fc.tuple(picoUsd, picoUsd).map(([base, above]): UnitPrice => ({ base, tiers: [[THRESHOLD, above]] }));
const price = fc.oneof(picoUsd, tiered);
const UNITS = TOKEN_KINDS.filter((kind) => kind !== "input" && kind !== "output");
const prices = fc
  .tuple(fc.record({ input: price, output: price }), fc.dictionary(fc.constantFrom(...UNITS), price))
  .map(([needed, optional]): Record<string, UnitPrice> => ({ ...needed, ...optional }));
const flatPrices = fc.record({ input: picoUsd, output: picoUsd, cache_read: picoUsd, reasoning: picoUsd });

function aiNanoUsd(tokens: TokenUsage, rates: Record<string, UnitPrice>): number {
  const { aiTokensCostNanoUsd } = priceInteraction({
    tokens,
    units: { web_searches: 0, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    hasAiUsage: true,
    isUsageKnown: true,
    resolved: rateOf(rates),
  });
  return aiTokensCostNanoUsd ?? Number.NaN;
}

/** What the buckets come to before they are rounded. */
function aiPicoUsd(tokens: TokenUsage, rates: Record<string, UnitPrice>): bigint {
  const resolved = rateOf(rates);
  if (resolved.status === "unpriced") throw new Error("the sample rate is not found");
  return BigInt(aiTokensCostPicoUsd(resolved.rate, tokens, { web_searches: 0, requests: 0 }) ?? -1);
}

const expectedNanoUsd = (tokens: TokenUsage, rates: Record<string, UnitPrice>): bigint =>
  roundHalfUp(exactPicoUsd(tokens, rates), 1_000n);

const ZERO = normalizeTokens({}, SEMANTICS).tokens;
const plus = (tokens: TokenUsage, more: Partial<Record<TokenKind, number>>): TokenUsage => {
  const sum = { ...tokens };
  for (const kind of TOKEN_KINDS) sum[kind] += more[kind] ?? 0;
  return sum;
};

const reversed = <Value>(record: Record<string, Value>) => Object.fromEntries(Object.entries(record).toReversed());

describe("the cost of tokens", () => {
  it("equals an exact sum over the tokens", ({ expect }) => {
    fc.assert(
      fc.property(usage, prices, (tokens, rates) => {
        expect(BigInt(aiNanoUsd(tokens, rates))).toBe(expectedNanoUsd(tokens, rates));
      }),
    );
  });

  it("is exactly the sum of its buckets, before the one rounding", ({ expect }) => {
    fc.assert(
      fc.property(count, count, count, count, flatPrices, (plain, cached, visible, reasoned, rates) => {
        const parts: Partial<Record<TokenKind, number>>[] = [
          { input: plain },
          { input: cached, cache_read: cached },
          { output: visible },
          { output: reasoned, reasoning: reasoned },
        ];
        const whole = aiPicoUsd(parts.reduce<TokenUsage>(plus, ZERO), rates);
        const sum = parts.reduce((total, part) => total + aiPicoUsd(plus(ZERO, part), rates), 0n);
        expect(whole).toBe(sum);
      }),
    );
  });

  it.for<Partial<Record<TokenKind, number>>>([
    { input: 1 },
    { input: 1, cache_read: 1 },
    { input: 1, cache_write: 1 },
    { input: 1, cache_write: 1, cache_write_1h: 1 },
    { input: 1, input_audio: 1 },
    { input: 1, cache_read: 1, input_image: 1, cache_read_image: 1 },
    { output: 1 },
    { output: 1, reasoning: 1 },
    { output: 1, output_citation: 1 },
  ])("never falls with more of %o within a tier", (more, { expect }) => {
    fc.assert(
      fc.property(usage, prices, (tokens, rates) => {
        fc.pre(tokens.input !== THRESHOLD);
        expect(aiNanoUsd(plus(tokens, more), rates)).toBeGreaterThanOrEqual(aiNanoUsd(tokens, rates));
      }),
    );
  });

  it("does not depend on the order of counts, prices, tiers and models", ({ expect }) => {
    const steps = fc.tuple(fc.nat({ max: 999 }), fc.integer({ min: 1, max: 2_000_000 }), picoUsd);
    const stepped = fc
      .uniqueArray(steps, { minLength: 1, maxLength: 4, selector: ([, threshold]) => threshold })
      .map((listed): UnitPrice => ({ base: 7, tiers: listed.map(([, from, pico]) => [from, pico]) }));
    fc.assert(
      fc.property(counts, prices, stepped, (given, rates, input) => {
        const listed: Record<string, UnitPrice> = { ...rates, input };
        const turned = Object.fromEntries(
          Object.entries(reversed(listed)).map(([unit, found]): [string, UnitPrice] => [
            unit,
            typeof found === "number" ? found : { base: found.base, tiers: found.tiers.toReversed() },
          ]),
        );
        const { tokens } = normalizeTokens(given, SEMANTICS);
        const again = normalizeTokens(reversed(given), SEMANTICS).tokens;
        expect(aiNanoUsd(again, turned)).toBe(aiNanoUsd(tokens, listed));
      }),
    );
  });

  it("is zero only for no usage or for rates that are free", ({ expect }) => {
    const dear = fc.integer({ min: 1_000, max: 600_000_000 });
    fc.assert(
      fc.property(usage, fc.record({ input: dear, output: dear }), (tokens, rates) => {
        expect(aiNanoUsd(tokens, rates) === 0).toBe(tokens.input + tokens.output === 0);
        expect(aiNanoUsd(tokens, {})).toBe(0);
      }),
    );
  });

  it("leaves nothing to clamp in usage that is in normal form", ({ expect }) => {
    fc.assert(
      fc.property(usage, (tokens) => {
        expect(normalizeTokens(tokens, SEMANTICS)).toEqual({ tokens, clamped: [] });
      }),
    );
  });
});
