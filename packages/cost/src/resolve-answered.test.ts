import { describe, it } from "vitest";

import { normalizeTokens } from "./normalize-tokens.ts";
import { type PriceableUsage, priceUsage } from "./price-usage.ts";
import type { AnsweredCall } from "./resolve-answered.ts";
import { bookOf, modelOf, type SampleModel } from "./sample-rate.fixture.ts";

const own = (id: string, input: number): SampleModel => ({
  id,
  flags: ["override"],
  rates: [{ id: `own-${id}`, source: "override", prices: { input } }],
});

const MODELS = [
  modelOf("opus-1", { input: 5 }),
  modelOf("haiku-1", { input: 1 }),
  modelOf("opus-1-20250101", { input: 6 }),
  own("house", 7),
  {
    id: "five",
    rates: [
      { id: "standard", prices: { input: 2 } },
      { id: "priority", serviceTier: "priority" as const, prices: { input: 4 } },
    ],
  },
];

const book = bookOf(
  [
    { id: "acme", models: MODELS },
    { id: "other", models: [modelOf("haiku-1", { input: 100 })] },
  ],
  { aliases: [{ provider: "acme", alias: "deployment", targetProvider: "acme", targetModel: "opus-1" }] },
);

/** What a million tokens cost in micro-dollars, with the flags and what is kept of the answer. */
function price(model: string, answered: AnsweredCall, more: Partial<PriceableUsage> = {}) {
  const usage: PriceableUsage = {
    provider: "acme",
    model,
    serviceTier: "",
    type: "chat",
    atMs: 0,
    tokens: normalizeTokens({ input: 1_000_000 }, { usage: "inclusive", reasoning: "included" }).tokens,
    units: { web_searches: 0, requests: 0 },
    resources: { rowsRead: 0, rowsWritten: 0, apiCalls: 0, cpuMs: 0 },
    isCounted: true,
    reportedCostNanoUsd: null,
  };
  const { aiTokensCostNanoUsd: nano, basis } = priceUsage(book, { ...usage, ...more, answered });
  return [nano === null ? null : nano / 1_000, basis?.flags ?? [], basis?.answered ?? null];
}

describe("a call whose answer names another model", () => {
  it.for<[string, string, string, number | null, string[], boolean]>([
    ["is charged as answered", "opus-1", "haiku-1", 1, ["answered_model"], true],
    ["is charged by the dated id of its model", "opus-1", "opus-1-20250101", 6, [], true],
    ["is charged by the family of a date that has no price", "haiku-1", "haiku-1-20250303", 1, [], true],
    ["is charged as asked where the answer has no date", "opus-1-20250101", "opus-1", 6, [], false],
    ["is charged as asked where no price is known", "opus-1", "unheard-of", 5, ["answered_model_unpriced"], false],
    ["is charged as answered where only that is known", "router", "haiku-1", 1, ["answered_model"], true],
    ["has no price where neither has", "router", "unheard-of", null, [], false],
    ["is charged by the own rate of what was asked", "house", "haiku-1", 7, [], false],
    ["is charged by the own alias of what was asked", "deployment", "haiku-1", 5, [], false],
    ["is charged by the own rate of what was answered", "opus-1", "house", 7, ["answered_model"], true],
  ])("%s: %s, %s", ([, model, answered, expected, flags, isKept], { expect }) => {
    expect(price(model, { model: answered })).toEqual([expected, flags, isKept ? { model: answered } : null]);
  });

  it.for([
    ["of the provider that a LiteLLM proxy was asked for", "acme/unheard-of", 1],
    ["of any provider when none is named", "acme-like/unheard-of", null],
  ] as const)("is sold at the price %s", ([, model, expected], { expect }) => {
    const [charged] = price(model, { model: "haiku-1" }, { provider: "litellm" });
    expect(charged).toBe(expected);
  });
});

describe("a call whose answer names another service tier", () => {
  it.for<[string, string, number, string[]]>([
    ["priority", "standard", 2, ["answered_tier"]],
    ["standard", "priority", 4, ["answered_tier"]],
    ["auto", "priority", 4, []],
    ["standard", "flex", 2, ["tier_fallback", "answered_tier"]],
    ["priority", "reserved", 2, ["unknown_service_tier", "answered_tier"]],
  ])("is charged as answered: %s, %s", ([asked, serviceTier, expected, flags], { expect }) => {
    const priced = price("five", { serviceTier }, { serviceTier: asked });
    expect(priced).toEqual([expected, flags, { serviceTier }]);
  });

  it("is charged by both, the model and the tier", ({ expect }) => {
    const answered = { model: "five", serviceTier: "priority" };
    expect(price("opus-1", answered)).toEqual([4, ["answered_model", "answered_tier"], answered]);
  });
});
