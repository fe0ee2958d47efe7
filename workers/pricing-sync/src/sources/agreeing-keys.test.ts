import { describe, it } from "vitest";

import { readLitellm } from "./litellm.ts";

const CHAT = { mode: "chat", input_cost_per_token: 5e-7, output_cost_per_token: 3e-6 };
const PRIORITY = { input_cost_per_token_priority: 9e-7, output_cost_per_token_priority: 5.4e-6 };
const STANDARD_AS_PRIORITY = { input_cost_per_token_priority: 5e-7, output_cost_per_token_priority: 3e-6 };
const REASONING_AS_OUTPUT = { output_cost_per_reasoning_token: 3e-6 };

type Prices = Record<string, unknown>;

/** What LiteLLM's list makes of Google's model `m`, of which it has a key by Vertex and one by the Gemini API. */
function read(vertex: Prices, gemini: Prices) {
  const { providers, skipped } = readLitellm({
    other: { ...CHAT, litellm_provider: "acme" },
    m: { ...CHAT, litellm_provider: "vertex_ai-language-models", ...vertex },
    "gemini/m": { ...CHAT, litellm_provider: "gemini", ...gemini },
  });
  const model = providers.find(({ provider }) => provider === "google")?.models[0];
  const tiers = model?.rates.map(({ serviceTier, rates }) => [serviceTier, Object.keys(rates).join(" ")]);
  const ambiguous = skipped.filter(({ reason }) => reason === "ambiguous").map(({ key }) => key);
  return { key: model?.sourceKey, tiers: Object.fromEntries(tiers ?? []), ambiguous };
}

describe("keys of LiteLLM that come to one id", () => {
  it.for<[says: string, vertex: Prices, gemini: Prices, key: string]>([
    ["alike are taken by the first", {}, {}, "m"],
    ["do not differ by a unit at the price of output", {}, REASONING_AS_OUTPUT, "m"],
    ["do not differ by a context tier at the base price", {}, { input_cost_per_token_above_200k_tokens: 5e-7 }, "m"],
    ["do not differ by a service tier at the standard price", {}, STANDARD_AS_PRIORITY, "m"],
    ["do not differ by a price of zero", {}, { cache_creation_input_token_cost: 0 }, "m"],
    ["are taken by the one that knows the cache", {}, { cache_read_input_token_cost: 5e-8 }, "gemini/m"],
    ["are taken by the one that knows a fee", {}, { input_cost_per_request: 0.01 }, "gemini/m"],
    ["are taken by the one that knows a service tier", {}, PRIORITY, "gemini/m"],
    ["are taken by the first when it knows more", PRIORITY, { output_cost_per_reasoning_token: 4e-6 }, "m"],
  ])("%s", ([, vertex, gemini, key], { expect }) => {
    expect(read(vertex, gemini)).toMatchObject({ key, ambiguous: [] });
  });

  it("give the whole rate of one of them", ({ expect }) => {
    const vertex = { cache_read_input_token_cost: 5e-8 };
    const gemini = { input_cost_per_audio_token: 1e-6, output_cost_per_reasoning_token: 4e-6 };
    expect(read(vertex, gemini).tiers).toEqual({ standard: "input input_audio output reasoning" });
  });

  it.for<[unit: string, vertex: Prices, gemini: Prices]>([
    ["input", {}, { input_cost_per_token: 6e-7 }],
    ["the cache", { cache_read_input_token_cost: 7.5e-8 }, { cache_read_input_token_cost: 3e-8 }],
    ["what one gives the price of output", { output_cost_per_reasoning_token: 4e-6 }, REASONING_AS_OUTPUT],
    ["long contexts", {}, { input_cost_per_token_above_200k_tokens: 1e-6 }],
    ["output, which one does not sell", { mode: "embedding", output_cost_per_token: 0 }, {}],
  ])("are both left out when they differ about %s", ([, vertex, gemini], { expect }) => {
    const ambiguous = ["google/m: m", "google/m: gemini/m"];
    expect(read(vertex, gemini)).toEqual({ key: undefined, tiers: {}, ambiguous });
  });

  it("lose the service tier that they differ about", ({ expect }) => {
    expect(read(PRIORITY, { ...PRIORITY, input_cost_per_token_priority: 8e-7 })).toEqual({
      key: "m",
      tiers: { standard: "input output" },
      ambiguous: ["google/m: priority"],
    });
  });
});
