import { describe, it } from "vitest";

import {
  exportJson,
  GENAI_CALL,
  readJson,
  readOne,
  type SampleAttributes,
  type SampleSpan,
} from "./samples.fixture.ts";

const refusalOf = (attributes: SampleAttributes, span: Omit<SampleSpan, "attributes"> = {}) => [
  ...readJson(exportJson([{ ...span, attributes: { ...GENAI_CALL, ...attributes } }])).reasons.keys(),
];
const readUsageDetails = (usage: unknown) =>
  readOne({
    "langfuse.observation.type": "generation",
    "langfuse.observation.usage_details": JSON.stringify(usage),
    "user.id": "u",
    "session.id": "s",
  });
const told = (usage: unknown) => {
  const { tokens, warnings } = readUsageDetails(usage);
  return [tokens, warnings.map(({ message }) => message)];
};

describe("counts of the Langfuse SDK", () => {
  it("leave out what only remarks on the price tier", ({ expect }) => {
    const usage = {
      input: 0,
      input_over_200k: 250_000,
      input_cache_read: 10_000,
      input_cache_read_over_200k: 10_000,
      output: 500,
      total: 260_500,
    };
    expect(told(usage)).toEqual([{ input: 260_000, output: 500, cache_read: 10_000 }, []]);
  });

  it("take cache tokens under the names of Anthropic too, beside the input", ({ expect }) => {
    const usage = { input: 100, output: 50, cache_read_input_tokens: 9000, cache_creation_input_tokens: 500 };
    // 100 + 9,000 + 500 = 9,600
    expect(told(usage)).toEqual([{ input: 9600, output: 50, cache_read: 9000, cache_write: 500 }, []]);
  });

  it("may be Anthropic's own object, of which an hour's writes are told apart", ({ expect }) => {
    const usage = {
      input_tokens: 3000,
      cache_read_input_tokens: 9000,
      cache_creation_input_tokens: 500,
      cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 200 },
      output_tokens: 100,
    };
    // 3,000 + 9,000 + 500
    const tokens = { input: 12_500, output: 100, cache_read: 9000, cache_write: 500, cache_write_1h: 200 };
    expect(told(usage)).toEqual([tokens, []]);
  });

  it("take what LangChain names by the life of Anthropic's cache for writes to it", ({ expect }) => {
    const usage = { input: 3, input_cache_creation: 0, output: 100, total: 1603 };
    const lives = { input_ephemeral_5m_input_tokens: 500, input_ephemeral_1h_input_tokens: 1000 };
    // 3 + 500 + 1,000; 1,500 written
    expect(told({ ...usage, ...lives })).toEqual([
      { input: 1503, output: 100, cache_write: 1500, cache_write_1h: 1000 },
      [],
    ]);
  });

  it("that do not add up are kept and told", ({ expect }) => {
    expect(told({ input: 10, output: 5, total: 16 })).toEqual([
      { input: 10, output: 5 },
      ["usage_details: the parts do not add up to the total; the parts were taken"],
    ]);
  });

  it("of unknown details are in the sum and told", ({ expect }) => {
    expect(told({ input: 10, input_smell: 4, output: 5, output_taste_tokens: 1, total: 20, "a b": 1 })).toEqual([
      { input: 14, output: 6 },
      ["usage_details: not known: input_smell, output_taste_tokens; what names input or output is in its sum"],
    ]);
  });

  it("may say their unit", ({ expect }) => {
    expect(told({ input: 10, output: 5, unit: "TOKENS" })).toEqual([
      { input: 10, output: 5 },
      ["usage_details: not known: unit; what names input or output is in its sum"],
    ]);
  });

  it("with only a total count as input and are told", ({ expect }) => {
    expect(told({ total: 12 })).toEqual([{ input: 12 }, ["usage_details: only a total; it counts as input"]]);
  });

  it("that are OpenAI's own object contain their parts", ({ expect }) => {
    const chat = {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 60, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    expect(told(chat)).toEqual([{ input: 100, output: 20, cache_read: 60, input_audio: 0, reasoning: 5 }, []]);
    const responses = { input_tokens: 100, output_tokens: 20, input_tokens_details: { cached_tokens: 60 } };
    expect(told(responses)).toEqual([{ input: 100, output: 20, cache_read: 60 }, []]);
    const langfuse = { promptTokens: 100, completionTokens: 20, totalTokens: 120 };
    expect(told(langfuse)).toEqual([{ input: 100, output: 20 }, []]);
  });

  it.for(["not JSON", "[1]", '{"input":-1}', '{"input":"x"}', '{"input":1.5}', '{"__proto__":-1}'])(
    "of %s are refused",
    (text, { expect }) => {
      const reasons = refusalOf({ "langfuse.observation.usage_details": text });
      expect(reasons).toHaveLength(1);
      expect(reasons[0]).toContain("langfuse.observation.usage_details must ");
    },
  );
});
