import { describe, it } from "vitest";

import {
  exportJson,
  GENAI_CALL,
  readJson,
  readOne,
  type SampleAttributes,
  type SampleSpan,
} from "./samples.fixture.ts";

const CALL: SampleAttributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" };
const tokensOf = (attributes: SampleAttributes) => readOne({ ...CALL, ...attributes }).tokens;
const refusalOf = (attributes: SampleAttributes, span: Omit<SampleSpan, "attributes"> = {}) => [
  ...readJson(exportJson([{ ...span, attributes: { ...GENAI_CALL, ...attributes } }])).reasons.keys(),
];
const inputOf = (value: SampleAttributes[string]) => ({ "gen_ai.usage.input_tokens": value });

describe("counts in each vocabulary", () => {
  const SAME = { input: 100, output: 20, cache_read: 40, cache_write: 10, reasoning: 5 };
  const VOCABULARIES: [name: string, SampleAttributes][] = [
    [
      "OpenTelemetry GenAI",
      {
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 20,
        "gen_ai.usage.cache_read.input_tokens": 40,
        "gen_ai.usage.cache_write.input_tokens": 10,
        "gen_ai.usage.reasoning.output_tokens": 5,
      },
    ],
    [
      "older GenAI",
      {
        "gen_ai.usage.prompt_tokens": 100,
        "gen_ai.usage.completion_tokens": 20,
        "gen_ai.usage.cache_read_input_tokens": 40,
        "gen_ai.usage.cache_creation_input_tokens": 10,
        "gen_ai.usage.reasoning_tokens": 5,
      },
    ],
    [
      "OpenLLMetry",
      {
        "llm.usage.prompt_tokens": 100,
        "llm.usage.completion_tokens": 20,
        "gen_ai.usage.prompt_tokens_details.cached_tokens": 40,
        "gen_ai.usage.cache_creation.input_tokens": 10,
        "gen_ai.usage.completion_tokens_details.reasoning_tokens": 5,
      },
    ],
    [
      "OpenInference",
      {
        "llm.token_count.prompt": 100,
        "llm.token_count.completion": 20,
        "llm.token_count.prompt_details.cache_read": 40,
        "llm.token_count.prompt_details.cache_write": 10,
        "llm.token_count.completion_details.reasoning": 5,
      },
    ],
    [
      "Langfuse",
      {
        "langfuse.observation.usage_details":
          '{"input":50,"output":15,"total":115,"input_cache_read":40,"input_cache_creation":10,"output_reasoning":5}',
      },
    ],
    [
      "Vercel AI SDK",
      {
        "ai.usage.inputTokens": 100,
        "ai.usage.outputTokens": 20,
        "ai.usage.cachedInputTokens": 40,
        "ai.usage.inputTokenDetails.cacheWriteTokens": 10,
        "ai.usage.reasoningTokens": 5,
      },
    ],
  ];

  it.for(VOCABULARIES)("%s", ([, attributes], { expect }) => {
    expect(tokensOf(attributes)).toEqual(SAME);
  });

  it("are never mixed from two", ({ expect }) => {
    const tokens = tokensOf({
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.output_tokens": 20,
      "llm.token_count.prompt": 60,
      "llm.token_count.completion": 20,
      "llm.token_count.prompt_details.cache_read": 40,
    });
    expect(tokens).toEqual({ input: 100, output: 20 });
  });

  it("are taken from the one that tells more about the same totals", ({ expect }) => {
    const tokens = tokensOf({
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.output_tokens": 20,
      "ai.usage.inputTokens": 100,
      "ai.usage.outputTokens": 20,
      "ai.usage.cachedInputTokens": 40,
    });
    expect(tokens).toEqual({ input: 100, output: 20, cache_read: 40 });
  });

  it("of Langfuse come first where there are any", ({ expect }) => {
    const langfuse = { "langfuse.observation.usage_details": '{"input":7,"output":3}' };
    const others = { "gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 20 };
    expect(tokensOf({ ...others, ...langfuse })).toEqual({ input: 7, output: 3 });
    expect(tokensOf({ ...others, "langfuse.observation.usage_details": "{}" })).toEqual({ input: 100, output: 20 });
  });

  it.for([
    { anthropic: { cacheCreationInputTokens: 500 } },
    { anthropic: { usage: { cache_creation_input_tokens: "500" } } },
    { bedrock: { usage: { cacheWriteInputTokens: 500 } } },
  ])("of the Vercel AI SDK have cache writes in %j", (metadata, { expect }) => {
    const counts = { "ai.usage.inputTokens": 9600, "ai.usage.outputTokens": 50, "ai.usage.cachedInputTokens": 9000 };
    expect(tokensOf({ ...counts, "ai.response.providerMetadata": JSON.stringify(metadata) })).toEqual({
      input: 9600,
      output: 50,
      cache_read: 9000,
      cache_write: 500,
    });
  });

  it.for<[string, Record<string, number>, object]>([
    ["version 4", { "ai.usage.promptTokens": 3000 }, { cacheReadInputTokens: 9000, cacheCreationInputTokens: 500 }],
    [
      "version 5",
      { "ai.usage.inputTokens": 3000, "ai.usage.cachedInputTokens": 9000 },
      { usage: { input_tokens: 3000, cache_read_input_tokens: 9000, cache_creation_input_tokens: 500 } },
    ],
    [
      "version 6",
      { "ai.usage.inputTokens": 12_500, "ai.usage.cachedInputTokens": 9000 },
      { usage: { input_tokens: 3000, cache_read_input_tokens: 9000, cache_creation_input_tokens: 500 } },
    ],
  ])("of Anthropic contain the cache by %s of the Vercel AI SDK", ([, counts, anthropic], { expect }) => {
    const metadata = { "ai.response.providerMetadata": JSON.stringify({ anthropic }) };
    // 3,000 + 9,000 + 500
    expect(tokensOf({ ...counts, "ai.usage.outputTokens": 50, ...metadata })).toEqual({
      input: 12_500,
      output: 50,
      cache_read: 9000,
      cache_write: 500,
    });
  });

  it("by modality are parts of theirs", ({ expect }) => {
    const audio = {
      "gen_ai.usage.audio.input_tokens": 30,
      "gen_ai.usage.audio.output_tokens": 8,
      "gen_ai.usage.image.input_tokens": 4,
      "gen_ai.usage.text.input_tokens": 66,
    };
    const totals = { "gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 20 };
    expect(tokensOf({ ...totals, ...audio })).toEqual({
      input: 100,
      output: 20,
      input_audio: 30,
      output_audio: 8,
      input_image: 4,
    });
  });
});

describe("a count", () => {
  it.for([0, 12_500, "12500", "0", 1e12])("may be %s", (value, { expect }) => {
    expect(readOne({ ...GENAI_CALL, ...inputOf(value) }).tokens.input).toBe(Number(value));
  });

  it.for([-1, 0.5, "-1", "1.5", "abc", "", "1e3", "0x10", 2 ** 53, 1e12 + 1, true, "99999999999999999999"])(
    "of %s is refused with its span",
    (value, { expect }) => {
      expect(refusalOf(inputOf(value))).toEqual(["gen_ai.usage.input_tokens must be a whole number from 0 to 10^12"]);
    },
  );

  it("of null is not there, which is not 0", ({ expect }) => {
    const { tokens } = readOne({ ...GENAI_CALL, ...inputOf(null) });
    expect(tokens).toEqual({ output: 20 });
    expect(readOne({ ...CALL }).tokens).toEqual({});
  });

  it("that is larger than what should contain it makes room for itself and is told", ({ expect }) => {
    const { tokens, warnings } = readOne({
      ...GENAI_CALL,
      "gen_ai.usage.cache_read.input_tokens": 900,
      "gen_ai.usage.cache_write.input_tokens": 50,
      "gen_ai.usage.reasoning.output_tokens": 30,
    });
    // uncached = max(0, 100 − 900 − 50) and visible = max(0, 20 − 30), so both buckets are empty.
    expect(tokens).toEqual({ input: 950, output: 30, cache_read: 900, cache_write: 50, reasoning: 30 });
    expect(warnings.map(({ code, subject }) => [code, subject])).toEqual([
      ["usage_inconsistent", "claude-sonnet-4-5"],
      ["usage_inconsistent", "claude-sonnet-4-5"],
    ]);
  });
});
