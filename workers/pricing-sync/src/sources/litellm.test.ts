import { describe, it } from "vitest";

import type { ListedModel, ListedRate } from "../price-list.ts";
import { readLitellm } from "./litellm.ts";

const CHAT = { litellm_provider: "openai", mode: "chat", input_cost_per_token: 2e-6, output_cost_per_token: 8e-6 };

const read = (entries: Record<string, unknown>) => readLitellm({ plain: CHAT, ...entries });

function modelsOf(entries: Record<string, unknown>): (ListedModel & { provider: string })[] {
  return read(entries).providers.flatMap(({ provider, models }) => models.map((model) => ({ provider, ...model })));
}

/** The prices of a rate: a number, or the base with its tiers. */
function pricesOf(rate: ListedRate | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rate?.rates ?? {}).map(([unit, [base, ...tiers]]) => [
      unit,
      tiers.length === 0
        ? base?.rate_pico_usd
        : [base?.rate_pico_usd, ...tiers.map((tier) => [tier.min_input_tokens, tier.inclusive, tier.rate_pico_usd])],
    ]),
  );
}

function ratesOf(entry: Record<string, unknown>): Record<string, Record<string, unknown>> {
  const model = modelsOf({ m: { ...CHAT, ...entry } }).find(({ sourceKey }) => sourceKey === "m");
  return Object.fromEntries((model?.rates ?? []).map((rate) => [rate.serviceTier, pricesOf(rate)]));
}

describe("LiteLLM's prices", () => {
  it("are read by unit", ({ expect }) => {
    const { standard } = ratesOf({
      cache_read_input_token_cost: 2e-7,
      cache_creation_input_token_cost: 2.5e-6,
      cache_creation_input_token_cost_above_1hr: 4e-6,
      output_cost_per_reasoning_token: 9e-6,
      input_cost_per_audio_token: 1e-5,
      input_cost_per_request: 0.005,
      citation_cost_per_token: 1e-6,
      search_context_cost_per_query: { search_context_size_low: 0.01, search_context_size_medium: 0.01 },
    });
    expect(standard).toEqual({
      input: 2_000_000,
      output: 8_000_000,
      cache_read: 200_000,
      cache_write: 2_500_000,
      cache_write_1h: 4_000_000,
      reasoning: 9_000_000,
      input_audio: 10_000_000,
      requests: 5_000_000_000,
      output_citation: 1_000_000,
      web_searches: 10_000_000_000,
    });
  });

  it("have context tiers and service tiers, whichever ending comes first", ({ expect }) => {
    const rates = ratesOf({
      input_cost_per_token_above_200k_tokens: 4e-6,
      input_cost_per_token_priority: 3e-6,
      output_cost_per_token_priority: 9e-6,
      input_cost_per_token_above_200k_tokens_priority: 6e-6,
      output_cost_per_token_priority_above_200k_tokens: 18e-6,
      input_cost_per_token_batches: 1e-6,
      output_cost_per_token_batches: 4e-6,
      cache_creation_input_token_cost_above_1hr: 4e-6,
      cache_creation_input_token_cost_above_1hr_above_200k_tokens: 8e-6,
    });
    expect(rates).toEqual({
      standard: {
        input: [2_000_000, [200_000, false, 4_000_000]],
        output: 8_000_000,
        cache_write_1h: [4_000_000, [200_000, false, 8_000_000]],
      },
      priority: {
        input: [3_000_000, [200_000, false, 6_000_000]],
        output: [9_000_000, [200_000, false, 18_000_000]],
      },
      batch: { input: 1_000_000, output: 4_000_000 },
    });
  });

  it("take xAI's thresholds as from there on", ({ expect }) => {
    const entry = { ...CHAT, litellm_provider: "xai", input_cost_per_token_above_128k_tokens: 4e-6 };
    const model = modelsOf({ "xai/grok": entry }).find(({ provider }) => provider === "x-ai");
    expect([model?.model, pricesOf(model?.rates[0])["input"]]).toEqual([
      "grok",
      [2_000_000, [128_000, true, 4_000_000]],
    ]);
  });

  it("may come as ranges", ({ expect }) => {
    const { input_cost_per_token: _, output_cost_per_token: __, ...bare } = CHAT;
    const tiered_pricing = [
      { range: [0, 256_000], input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 },
      { range: [256_000, 1_000_000], input_cost_per_token: 3e-6, output_cost_per_token: 4e-6 },
    ];
    const model = modelsOf({ m: { ...bare, tiered_pricing } }).find(({ model: id }) => id === "m");
    expect(pricesOf(model?.rates[0])).toEqual({
      input: [1_000_000, [256_000, false, 3_000_000]],
      output: [2_000_000, [256_000, false, 4_000_000]],
    });
  });

  it("are one where they are told twice, and none where they are told differently", ({ expect }) => {
    const tiered_pricing = [
      { range: [0, 256_000], input_cost_per_token: CHAT.input_cost_per_token, output_cost_per_token: 7e-6 },
      { range: [256_000, 512_000], cache_read_input_token_cost: 3e-7, input_cost_per_token: 4e-6 },
      { range: [256_000, 1_000_000], cache_read_input_token_cost: 4e-7, input_cost_per_token: 4e-6 },
    ];
    const twice = readLitellm({
      kept: CHAT,
      m: { ...CHAT, cache_read_input_token_cost: 1e-7, tiered_pricing: tiered_pricing.slice(1) },
      n: { ...CHAT, tiered_pricing: tiered_pricing.slice(0, 1) },
    });
    const [, model, ...others] = twice.providers.flatMap(({ models }) => models);
    expect(pricesOf(model?.rates[0])).toMatchObject({
      input: [expect.anything(), [256_000, false, 4_000_000]],
      cache_read: 100_000,
    });
    expect(model?.rates[0]?.gaps).toEqual([{ unit: "cache_read", above: 256_000 }]);
    expect(others).toEqual([]);
    expect(twice.skipped).toEqual([
      { key: "m: cache_read_input_token_cost", reason: "ambiguous" },
      { key: "n: output_cost_per_token", reason: "ambiguous" },
      { key: "n", reason: "missing_price" },
    ]);
  });

  it("of a search say when their size is assumed", ({ expect }) => {
    const search_context_cost_per_query = { search_context_size_low: 0.03, search_context_size_medium: 0.035 };
    const model = modelsOf({ m: { ...CHAT, search_context_cost_per_query } }).find(({ model: id }) => id === "m");
    expect(model?.rates[0]).toMatchObject({ flags: ["search_size_assumed"] });
  });
});

describe("LiteLLM's names", () => {
  it.for<[key: string, label: string, provider: string, model: string]>([
    ["gemini/gemini-x", "gemini", "google", "gemini-x"],
    ["vertex_ai/claude-x@1", "vertex_ai-anthropic_models", "google", "claude-x@1"],
    ["us.anthropic.claude-x-v1:0", "bedrock_converse", "aws", "us.anthropic.claude-x-v1:0"],
    ["bedrock/us-gov-west-1/anthropic.x", "bedrock", "aws", "us-gov-west-1/anthropic.x"],
    ["azure/eu/gpt-x", "azure", "azure", "eu/gpt-x"],
    ["together_ai/meta-llama/x", "together_ai", "together", "meta-llama/x"],
    ["deepinfra/meta-llama/x", "deepinfra", "deepinfra", "meta-llama/x"],
  ])("%s of %s is %s's %s", ([key, label, provider, model], { expect }) => {
    const listed = modelsOf({ [key]: { ...CHAT, litellm_provider: label } });
    expect(listed).toContainEqual(expect.objectContaining({ provider, model, sourceKey: key }));
  });
});

describe("keys of LiteLLM that tell one id at two prices", () => {
  const bedrock = { ...CHAT, litellm_provider: "bedrock" };
  const dearer = { ...bedrock, output_cost_per_token: 9e-6 };

  it("give way to the one that is Bedrock's own id, and its price is marked", ({ expect }) => {
    const entries = { "bedrock/vendor.m": dearer, "vendor.m": { ...bedrock, litellm_provider: "bedrock_converse" } };
    const [model, ...others] = modelsOf(entries).filter(({ provider }) => provider === "aws");
    expect(others).toEqual([]);
    expect([model?.model, pricesOf(model?.rates[0])["output"]]).toEqual(["vendor.m", 8_000_000]);
    expect(model?.rates[0]?.flags).toEqual(["source_conflict"]);
    expect(read(entries).skipped).toEqual([{ key: "aws/vendor.m: bedrock/vendor.m", reason: "ambiguous" }]);
  });

  it("are all left out where none of them is its own id", ({ expect }) => {
    const entries = { "bedrock/vendor.m": dearer, "bedrock_mantle/vendor.m": bedrock };
    expect(modelsOf(entries).filter(({ provider }) => provider === "aws")).toEqual([]);
  });
});

describe("what LiteLLM's list cannot price", () => {
  it.for<[reason: string, entries: Record<string, unknown>]>([
    ["not_a_model", { m: "2026-08-01" }],
    ["not_a_model", { sample_spec: CHAT }],
    ["not_a_model", { "m\u0000": CHAT }],
    ["not_a_model", { m: { ...CHAT, litellm_provider: "ac\u001bme" } }],
    ["not_a_model", { "gemini/": { ...CHAT, litellm_provider: "gemini" } }],
    ["other_list", { m: { ...CHAT, litellm_provider: "openrouter" } }],
    ["negative", { m: { ...CHAT, input_cost_per_token: -1 } }],
    ["no_token_price", { m: { litellm_provider: "x", mode: "image_generation", output_cost_per_image: 0.04 } }],
    ["no_token_price", { m: { ...CHAT, input_cost_per_token: 0, output_cost_per_token: 0 } }],
    ["missing_price", { m: { ...CHAT, output_cost_per_token: 0 } }],
    [
      "ambiguous",
      {
        "gemini/m": { ...CHAT, litellm_provider: "gemini" },
        m: { ...CHAT, litellm_provider: "vertex_ai", input_cost_per_token: 3e-6 },
      },
    ],
  ])("is left out as %s", ([reason, entries], { expect }) => {
    const list = read(entries);
    expect(list.modelCount).toBe(1);
    expect(list.skipped.map((skipped) => skipped.reason)).toContain(reason);
  });

  it("is left out alone: a price of zero, a tier without its base, half a service tier", ({ expect }) => {
    const list = read({
      m: {
        ...CHAT,
        cache_read_input_token_cost: 0,
        cache_creation_input_token_cost_above_200k_tokens: 4e-6,
        input_cost_per_token_flex: 1e-6,
      },
    });
    expect(list.modelCount).toBe(2);
    expect(list.skipped).toEqual([
      { key: "m: cache_read_input_token_cost", reason: "zero_unknown" },
      { key: "m: cache_write", reason: "tier_without_base" },
      { key: "m: flex", reason: "missing_price" },
    ]);
  });

  it("is named: keys that are no prices of ours", ({ expect }) => {
    expect(read({ m: { ...CHAT, input_cost_per_furlong: 1 } }).unknownKeys).toEqual([
      { key: "input_cost_per_furlong", example: "m" },
    ]);
  });

  it("cannot reach what every object has", ({ expect }) => {
    const hostile = JSON.parse('{"__proto__":{"litellm_provider":"x","mode":"chat","input_cost_per_token":1}}');
    expect(readLitellm({ plain: CHAT, ...hostile }).modelCount).toBe(1);
    expect({}).not.toHaveProperty("litellm_provider");
  });
});
