import * as fc from "fast-check";
import { describe, it } from "vitest";

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
const prices = fc.record(
  { input: price, output: price, cache_read: price, cache_write: price, cache_write_1h: price, reasoning: price },
  { requiredKeys: ["input", "output"] },
);
const flatPrices = fc.record({ input: picoUsd, output: picoUsd, cache_read: picoUsd, reasoning: picoUsd });

function aiNanoUsd(tokens: TokenUsage, rates: Record<string, UnitPrice>): number {
  const { aiTokensCostNanoUsd } = priceInteraction({
    tokens,
    units: { web_searches: 0, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    reportedCostNanoUsd: null,
    hasAiUsage: true,
    resolved: rateOf(rates),
  });
  return aiTokensCostNanoUsd ?? Number.NaN;
}

/** The same sum, written down apart from the engine: every token at its price as a fraction of nano-dollars. */
function expectedNanoUsd(tokens: TokenUsage, rates: Record<string, UnitPrice>): bigint {
  const at = (...units: string[]): bigint => {
    const found = units.map((unit) => rates[unit]).find((value) => value !== undefined) ?? 0;
    if (typeof found === "number") return BigInt(found);
    return BigInt(tokens.input > THRESHOLD ? (found.tiers[0]?.[1] ?? 0) : found.base);
  };
  const numerator =
    BigInt(tokens.input - tokens.cache_read - tokens.cache_write) * at("input") +
    BigInt(tokens.cache_read) * at("cache_read", "input") +
    BigInt(tokens.cache_write - tokens.cache_write_1h) * at("cache_write", "input") +
    BigInt(tokens.cache_write_1h) * at("cache_write_1h", "cache_write", "input") +
    BigInt(tokens.output - tokens.reasoning) * at("output") +
    BigInt(tokens.reasoning) * at("reasoning", "output");
  const [whole, rest] = [numerator / 1_000n, numerator % 1_000n];
  return rest >= 500n ? whole + 1n : whole;
}

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

  it("is the sum of its buckets, but for one rounding each", ({ expect }) => {
    fc.assert(
      fc.property(count, count, count, count, flatPrices, (plain, cached, visible, reasoned, rates) => {
        const parts: Partial<Record<TokenKind, number>>[] = [
          { input: plain },
          { input: cached, cache_read: cached },
          { output: visible },
          { output: reasoned, reasoning: reasoned },
        ];
        const whole = aiNanoUsd(parts.reduce<TokenUsage>(plus, ZERO), rates);
        const sum = parts.reduce((total, part) => total + aiNanoUsd(plus(ZERO, part), rates), 0);
        expect(Math.abs(whole - sum)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it.for<Partial<Record<TokenKind, number>>>([
    { input: 1 },
    { input: 1, cache_read: 1 },
    { input: 1, cache_write: 1 },
    { input: 1, cache_write: 1, cache_write_1h: 1 },
    { output: 1 },
    { output: 1, reasoning: 1 },
  ])("never falls with more of %o within a tier", (more, { expect }) => {
    fc.assert(
      fc.property(usage, prices, (tokens, rates) => {
        fc.pre(tokens.input !== THRESHOLD);
        expect(aiNanoUsd(plus(tokens, more), rates)).toBeGreaterThanOrEqual(aiNanoUsd(tokens, rates));
      }),
    );
  });

  it("does not depend on the order of counts and prices", ({ expect }) => {
    fc.assert(
      fc.property(counts, prices, (given, rates) => {
        const { tokens } = normalizeTokens(given, SEMANTICS);
        const again = normalizeTokens(reversed(given), SEMANTICS).tokens;
        expect(aiNanoUsd(again, reversed(rates))).toBe(aiNanoUsd(tokens, rates));
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
