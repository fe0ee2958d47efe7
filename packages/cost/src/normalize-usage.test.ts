import { describe, it } from "vitest";

import { type ExtractedUsage, normalizeUsage } from "./normalize-usage.ts";
import { BOOK_WITH_EXTRACTORS } from "./sample-extractors.fixture.ts";

const extract = (provider: string, apiFlavor: string, usage: unknown) =>
  normalizeUsage(BOOK_WITH_EXTRACTORS, { provider, apiFlavor, usage });

/** The counts that are not zero. */
function countsOf(extracted: ExtractedUsage): unknown {
  if (extracted.status !== "extracted") return extracted;
  const { other, ...units } = extracted.units;
  const counts = Object.entries({ ...extracted.tokens, ...units, ...other });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const OPENAI_CHAT_USAGE = {
  prompt_tokens: 1_200,
  completion_tokens: 300,
  total_tokens: 1_500,
  prompt_tokens_details: { cached_tokens: 1_024, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 128, audio_tokens: 0 },
};

type Sample = [api: string, provider: string, flavor: string, usage: object, counts: object];

describe("normalizeUsage", () => {
  it.for<Sample>([
    [
      "Anthropic, whose input holds no cache tokens",
      "anthropic",
      "default",
      {
        input_tokens: 11,
        cache_read_input_tokens: 2_000,
        cache_creation_input_tokens: 700,
        cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 500 },
        output_tokens: 90,
        output_tokens_details: { thinking_tokens: 40 },
        server_tool_use: { web_search_requests: 2 },
        service_tier: "standard",
      },
      // 11 + 2,000 + 700
      {
        input: 2_711,
        cache_read: 2_000,
        cache_write: 700,
        cache_write_1h: 500,
        output: 90,
        reasoning: 40,
        web_searches: 2,
      },
    ],
    [
      "OpenAI chat, whose counts contain their subsets",
      "openai",
      "chat",
      OPENAI_CHAT_USAGE,
      { input: 1_200, cache_read: 1_024, output: 300, reasoning: 128 },
    ],
    [
      "OpenAI responses",
      "openai",
      "responses",
      {
        input_tokens: 50,
        input_tokens_details: { cached_tokens: 20 },
        output_tokens: 70,
        output_tokens_details: { reasoning_tokens: 64 },
      },
      { input: 50, cache_read: 20, output: 70, reasoning: 64 },
    ],
    [
      "Gemini, where reasoning and tool prompts come on top and kinds are listed",
      "google",
      "default",
      {
        promptTokenCount: 1_000,
        cachedContentTokenCount: 300,
        candidatesTokenCount: 12,
        thoughtsTokenCount: 132,
        toolUsePromptTokenCount: 5,
        promptTokensDetails: [
          { modality: "TEXT", tokenCount: 100 },
          { modality: "AUDIO", tokenCount: 400 },
          { modality: "IMAGE", tokenCount: 258 },
          { modality: "DOCUMENT", tokenCount: 42 },
          { modality: "VIDEO", tokenCount: 200 },
        ],
        cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 300 }],
      },
      // 1,000 + 5 in, 12 + 132 out, 258 + 42 image
      {
        input: 1_005,
        output: 144,
        cache_read: 300,
        reasoning: 132,
        input_audio: 400,
        cache_read_audio: 300,
        input_image: 300,
        input_video: 200,
      },
    ],
    [
      "Bedrock Converse",
      "aws",
      "default",
      {
        inputTokens: 10,
        cacheReadInputTokens: 100,
        cacheReadInputTokenCount: 100,
        cacheWriteInputTokens: 7,
        outputTokens: 20,
      },
      { input: 117, cache_read: 100, cache_write: 7, output: 20 },
    ],
    [
      "Bedrock Converse, which lists what it wrote to the cache by its lifetime",
      "aws",
      "default",
      {
        inputTokens: 10,
        cacheWriteInputTokens: 300,
        cacheDetails: [
          { ttl: "1h", inputTokens: 200 },
          { ttl: "5m", inputTokens: 100 },
        ],
        outputTokens: 20,
      },
      { input: 310, cache_write: 300, cache_write_1h: 200, output: 20 },
    ],
    [
      "Bedrock Converse with five minutes alone",
      "aws",
      "default",
      { inputTokens: 3, cacheWriteInputTokens: 7, cacheDetails: [{ ttl: "5m", inputTokens: 7 }], outputTokens: 2 },
      { input: 10, cache_write: 7, output: 2 },
    ],
    [
      "Cohere, which bills other counts than it used",
      "cohere",
      "default",
      { billed_units: { input_tokens: 5, output_tokens: 9 }, tokens: { input_tokens: 71, output_tokens: 9 } },
      { input: 5, output: 9 },
    ],
    [
      "xAI, where reasoning comes on top",
      "x-ai",
      "chat",
      { prompt_tokens: 30, completion_tokens: 4, completion_tokens_details: { reasoning_tokens: 200 } },
      { input: 30, output: 204, reasoning: 200 },
    ],
  ])("reads the counts of %s", ([, provider, flavor, usage, counts], { expect }) => {
    const extracted = extract(provider, flavor, usage);
    expect(countsOf(extracted)).toEqual(counts);
    expect(extracted).toMatchObject({ clamped: [] });
  });

  it.for([
    ["openai", "chat", { id: "chatcmpl-1", model: "gpt-4o", usage: OPENAI_CHAT_USAGE }, 1_200],
    ["google", "default", { modelVersion: "gemini", usageMetadata: { promptTokenCount: 3 } }, 3],
    ["cohere", "default", { usage: { billed_units: { input_tokens: 5 } } }, 5],
    ["cohere", "default", { input_tokens: 5 }, 5],
  ] as const)("finds the usage of %s/%s in a whole answer or a part of it", (sample, { expect }) => {
    const [provider, flavor, answer, input] = sample;
    expect(extract(provider, flavor, answer)).toMatchObject({ status: "extracted", tokens: { input } });
  });

  it("finds a provider by another of its names", ({ expect }) => {
    expect(extract(" Gemini ", "default", { promptTokenCount: 3 })).toMatchObject({ tokens: { input: 3 } });
  });

  it("takes what is missing or null for zero", ({ expect }) => {
    const usage = { prompt_tokens: 8, completion_tokens: null, prompt_tokens_details: null };
    expect(countsOf(extract("openai", "chat", usage))).toEqual({ input: 8 });
  });

  it.for([
    ["a negative count", { prompt_tokens: -5, completion_tokens: 1 }, { output: 1 }, ["input"]],
    ["a broken count", { prompt_tokens: 5.5, completion_tokens: 1 }, { input: 5, output: 1 }, ["input"]],
    ["a count that is a word", { prompt_tokens: "many", completion_tokens: 1 }, { output: 1 }, ["input"]],
    [
      "a subset that is larger than what contains it",
      { prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 6 } },
      { input: 5, cache_read: 5 },
      ["cache_read"],
    ],
  ] as const)("cuts %s and says so", ([, usage, counts, clamped], { expect }) => {
    const extracted = extract("openai", "chat", usage);
    expect(countsOf(extracted)).toEqual(counts);
    expect(extracted).toMatchObject({ clamped });
  });

  it("names the types of further calls, but no text in the place of a name", ({ expect }) => {
    const iterations = ["compaction", "what somebody wrote"].map((type) => ({ type, input_tokens: 5 }));
    const extracted = extract("anthropic", "default", { input_tokens: 1, iterations });
    expect(extracted).toMatchObject({
      remarks: { extraIterations: { types: ["compaction", "another type"], tokens: 10 } },
    });
  });

  it.for([
    [{ inference_geo: "us" }, { inferenceGeo: "us", serviceTier: null }],
    [{ inference_geo: "Where somebody wrote" }, { inferenceGeo: "another place" }],
    [{ inference_geo: "global" }, { inferenceGeo: null }],
    [{ inference_geo: "not_available" }, { inferenceGeo: null }],
    [{ inference_geo: null }, { inferenceGeo: null }],
    [{ speed: "fast", service_tier: "standard" }, { serviceTier: "fast" }],
    [{ speed: "standard", service_tier: "priority" }, { serviceTier: "priority" }],
  ] as const)("reads of %j what the price depends on", ([said, remarks], { expect }) => {
    expect(extract("anthropic", "default", { input_tokens: 1, ...said })).toMatchObject({ remarks });
  });

  it.for([
    [{ type: "priority" }, "priority"],
    [{ type: "flex" }, "flex"],
    [{ type: "default" }, "standard"],
    [{ type: "reserved" }, "reserved"],
    [{ type: "auto" }, null],
    [{}, null],
    ["priority", "priority"],
    [null, null],
  ] as const)("reads of Bedrock's serviceTier %j that %s served the call", ([serviceTier, expected], { expect }) => {
    const answer = { usage: { inputTokens: 5, outputTokens: 1, totalTokens: 6 }, serviceTier };
    expect(extract("aws", "default", answer)).toMatchObject({ remarks: { serviceTier: expected } });
  });

  it.for([
    [
      { prompt_cache_hit_tokens: 512, prompt_cache_miss_tokens: 88 },
      { field: "prompt_cache_hit_tokens", tokens: 512 },
    ],
    [{ cached_tokens: 512 }, { field: "cached_tokens", tokens: 512 }],
    [{ num_cached_tokens: "512" }, { field: "num_cached_tokens", tokens: 512 }],
    [{ cached_prompt_text_tokens: 512 }, { field: "cached_prompt_text_tokens", tokens: 512 }],
    [{ num_cached_tokens: 0, cached_tokens: null }, null],
    [{ prompt_cache_hit_tokens: 512, prompt_tokens_details: { cached_tokens: 512 } }, null],
  ] as const)("finds in %j cached tokens that are not read: %j", ([said, unreadCachedTokens], { expect }) => {
    const extracted = extract("openai", "chat", { prompt_tokens: 600, completion_tokens: 7, ...said });
    expect(extracted).toMatchObject({ remarks: { unreadCachedTokens } });
  });

  it("reads counts that are written as texts", ({ expect }) => {
    const usage = { prompt_tokens: "5000", completion_tokens: " 7 ", prompt_tokens_details: { cached_tokens: "40" } };
    const extracted = extract("openai", "chat", usage);
    expect(countsOf(extracted)).toEqual({ input: 5_000, output: 7, cache_read: 40 });
    expect(extracted).toMatchObject({ clamped: [] });
  });

  it.for([1e15, 1e300, Infinity, "1000000000001"])("refuses the impossible count %s", (count, { expect }) => {
    const usage = { prompt_tokens: count, completion_tokens: 5 };
    const refused = { status: "too_large", units: ["input"], maximum: 1_000_000_000_000 };
    expect(extract("openai", "chat", usage)).toEqual(refused);
  });

  it("refuses counts that add up to an impossible one", ({ expect }) => {
    const usage = { input_tokens: 600_000_000_000, cache_read_input_tokens: 400_000_000_001, output_tokens: 5 };
    expect(extract("anthropic", "default", usage)).toMatchObject({ status: "too_large", units: ["input"] });
  });

  it("takes the largest possible count", ({ expect }) => {
    expect(countsOf(extract("openai", "chat", { prompt_tokens: 1e12 }))).toEqual({ input: 1_000_000_000_000 });
  });

  it.for(["unheard-of", "acme"])("says which providers it can read instead of %s", (provider, { expect }) => {
    expect(extract(provider, "chat", OPENAI_CHAT_USAGE)).toEqual({
      status: "unknown_provider",
      known: ["anthropic", "openai", "google", "aws", "cohere", "x-ai"],
    });
  });

  it("says which flavours a provider has", ({ expect }) => {
    expect(extract("openai", "default", OPENAI_CHAT_USAGE)).toEqual({
      status: "unknown_flavor",
      known: ["chat", "responses"],
    });
  });

  const noCountsOfChat = { status: "no_counts", expected: ["prompt_tokens", "completion_tokens"] };

  it.for([
    {},
    null,
    5,
    [],
    { prompt_tokens: "" },
    { prompt_tokens: null, completion_tokens: null },
    { total_tokens: 9 },
  ])("finds no counts in %j, and says which it looked for", (usage, { expect }) => {
    expect(extract("openai", "chat", usage)).toMatchObject({ ...noCountsOfChat, fittingFlavors: [] });
  });

  it.for([
    { prompt_tokens: -500 },
    { prompt_tokens: -500, completion_tokens: 0 },
    { prompt_tokens: "many", completion_tokens: 0 },
    { prompt_tokens_details: { cached_tokens: 40 } },
    { prompt_tokens_details: { cached_tokens: 0 }, completion_tokens_details: { reasoning_tokens: 0 } },
    { prompt_tokens: 0, prompt_tokens_details: { cached_tokens: 40 } },
  ])("finds no count that can be in %j", (usage, { expect }) => {
    expect(extract("openai", "chat", usage)).toMatchObject({ ...noCountsOfChat, fittingFlavors: [] });
  });

  it.for([
    [{ prompt_tokens: 0 }, {}],
    [{ prompt_tokens: 0, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 0 } }, {}],
    [{ prompt_tokens: -500, completion_tokens: 3 }, { output: 3 }],
  ] as const)("takes the counts of %j", ([usage, counts], { expect }) => {
    expect(countsOf(extract("openai", "chat", usage))).toEqual(counts);
  });

  it("takes searches without tokens", ({ expect }) => {
    const usage = { server_tool_use: { web_search_requests: 2 } };
    expect(countsOf(extract("anthropic", "default", usage))).toEqual({ web_searches: 2 });
  });

  it("reads no inherited counts", ({ expect }) => {
    const usage = Object.create({ prompt_tokens: 5 });
    expect(extract("openai", "chat", usage)).toMatchObject({ ...noCountsOfChat, fittingFlavors: [] });
  });

  it("says which flavour the counts are of", ({ expect }) => {
    const fitting = { ...noCountsOfChat, fittingFlavors: ["responses"] };
    expect(extract("openai", "chat", { input_tokens: 5 })).toMatchObject(fitting);
  });

  it("tells what a usage object without counts says beside them", ({ expect }) => {
    const usage = { total_tokens: 9, service_tier: "flex" };
    const remarks = { serviceTier: "flex", hiddenTokens: 9 };
    expect(extract("openai", "chat", usage)).toMatchObject({ status: "no_counts", remarks });
  });
});
