import { describe, it } from "vitest";

import { readOpenrouter } from "./openrouter.ts";

const PRICED = { prompt: "0.000001", completion: "0.000002" };
const plain = { id: "a/plain", pricing: PRICED };

const read = (...models: object[]) => readOpenrouter({ data: [plain, ...models] });
const listed = (...models: object[]) => read(...models).providers[0]?.models.slice(1) ?? [];

const step = (rate_pico_usd: number, min_input_tokens = 0) => ({
  min_input_tokens,
  inclusive: min_input_tokens === 0,
  rate_pico_usd,
});

const above = (min_prompt_tokens: number, prompt: string) => ({ min_prompt_tokens, prompt });

describe("OpenRouter's list", () => {
  it("is read as decimal texts, with tiers and an end", ({ expect }) => {
    const [model] = listed({
      id: "a/m",
      name: "M",
      expiration_date: "2026-12-31",
      pricing: {
        prompt: "0.0000006000000000000001",
        completion: "0.000002",
        input_cache_read: "0.00000006",
        web_search: "0.01",
        overrides: [{ min_prompt_tokens: 200_000, prompt: "0.0000012" }],
      },
    });
    expect(model).toMatchObject({ model: "a/m", name: "M" });
    expect(model?.rates).toEqual([
      {
        serviceTier: "standard",
        effectiveFromMs: 0,
        effectiveToMs: Date.parse("2026-12-31"),
        window: null,
        isFree: false,
        flags: [],
        gaps: [],
        rates: {
          input: [step(600_000), step(1_200_000, 200_000)],
          output: [step(2_000_000)],
          cache_read: [step(60_000)],
          web_searches: [step(10_000_000_000)],
        },
      },
    ]);
  });

  it("has one price above a threshold, and none where it names two", ({ expect }) => {
    const overrides = [
      above(200_000, "0.000004"),
      above(100_000, "0.000002"),
      above(100_000, "0.0000020"),
      above(200_000, "0.000006"),
      above(200_000, "0.000004"),
    ];
    const list = read({ id: "a/m", pricing: { ...PRICED, overrides } });
    expect(list.providers[0]?.models[1]?.rates[0]).toMatchObject({
      rates: { input: [step(1_000_000), step(2_000_000, 100_000)] },
      gaps: [{ unit: "input", above: 200_000 }],
    });
    expect(list.skipped).toEqual([{ key: "a/m: overrides.prompt", reason: "ambiguous" }]);
  });

  it("calls free only what ends in :free", ({ expect }) => {
    const free = { prompt: "0", completion: "0" };
    const list = read({ id: "a/m:free", pricing: free }, { id: "a/n", pricing: free });
    expect(list.providers[0]?.models[1]).toMatchObject({ model: "a/m:free", rates: [{ isFree: true, rates: {} }] });
    expect(list.skipped).toEqual([{ key: "a/n", reason: "zero_unknown" }]);
  });

  it("names a model by its own slug, unless a free twin or another model has it too", ({ expect }) => {
    const models = listed(
      { id: "a/m", canonical_slug: "a/m-1", pricing: PRICED },
      { id: "a/m:free", canonical_slug: "a/m-1", pricing: PRICED },
      { id: "a/n", canonical_slug: "a/shared", pricing: PRICED },
      { id: "a/o", canonical_slug: "a/shared", pricing: PRICED },
      { id: "a/p", canonical_slug: "a/plain", pricing: PRICED },
    );
    expect(models.map(({ aliases }) => aliases)).toEqual([["a/m-1"], [], [], [], []]);
  });

  it.for<[string, object]>([
    ["dynamic", { id: "a/auto", pricing: { prompt: "-1", completion: "-1" } }],
    ["negative", { id: "a/m", pricing: { ...PRICED, web_search: "-2" } }],
    ["moving_alias", { id: "~a/m-latest", pricing: PRICED }],
    ["moving_alias", { id: "a/m", alias_target: { id: "a/n" }, pricing: PRICED }],
    ["missing_price", { id: "a/m", pricing: { prompt: "0.000001" } }],
    ["not_a_model", { id: "a/m" }],
    ["not_a_model", { id: "a/m\u0000", pricing: PRICED }],
    ["not_a_model", { id: "a/m", canonical_slug: "a/m\u007f1", pricing: PRICED }],
    ["ambiguous", plain],
  ])("leaves out what is %s", ([reason, model], { expect }) => {
    const list = read(model);
    expect([list.modelCount, list.skipped.map((skipped) => skipped.reason)]).toEqual([1, [reason]]);
  });
});
