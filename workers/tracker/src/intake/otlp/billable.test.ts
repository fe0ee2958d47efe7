import { describe, it } from "vitest";

import { exportJson, GENAI_CALL, readJson, type SampleAttributes } from "./samples.fixture.ts";

const USAGE: SampleAttributes = { "gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 20 };
const MODEL: SampleAttributes = { "gen_ai.request.model": "gpt-5.1" };

const isCounted = (attributes: SampleAttributes) => {
  const { events, rejectedCount } = readJson(exportJson([{ attributes }]));
  return rejectedCount === 0 && events.length === 1;
};

describe("a span is a call of a model", () => {
  const CALLS: [name: string, value: string][] = [
    ...["chat", "text_completion", "generate_content", "embeddings", "rerank"].map((value): [string, string] => [
      "gen_ai.operation.name",
      value,
    ]),
    ...["chat", "completion", "embedding", "rerank"].map((value): [string, string] => ["llm.request.type", value]),
    ...["LLM", "EMBEDDING", "RERANKER", "llm"].map((value): [string, string] => ["openinference.span.kind", value]),
    ...["generation", "embedding"].map((value): [string, string] => ["langfuse.observation.type", value]),
    ...["ai.generateText.doGenerate", "ai.streamText.doStream", "ai.embedMany.doEmbed"].map(
      (value): [string, string] => ["ai.operationId", value],
    ),
  ];

  it.for(CALLS)("when %s is %s", ([name, value], { expect }) => {
    expect(isCounted({ ...MODEL, ...USAGE, [name]: value })).toBe(true);
  });

  it("when it has no marker but a model and a count, as Cloudflare AI Gateway sends it", ({ expect }) => {
    expect(isCounted({ ...MODEL, ...USAGE })).toBe(true);
    expect(isCounted({ ...MODEL, "gen_ai.usage.output_tokens": 0 })).toBe(true);
  });

  it("when it failed and counts are not known, which are not 0", ({ expect }) => {
    const attributes = { "langfuse.observation.type": "generation", "langfuse.observation.level": "ERROR" };
    const [event] = readJson(exportJson([{ attributes }])).events;
    expect(event).toMatchObject({ status: "error", tokens: {} });
  });
});

describe("a span is no call of a model", () => {
  const STRUCTURE: [name: string, value: string][] = [
    ...[
      "invoke_agent",
      "agent_step",
      "invoke_workflow",
      "create_agent",
      "plan",
      "execute_tool",
      "retrieval",
      "fetch_response",
      "create_memory",
      "search_memory",
      "memory.update",
    ].map((value): [string, string] => ["gen_ai.operation.name", value]),
    ...["AGENT", "CHAIN", "TOOL", "RETRIEVER", "GUARDRAIL", "EVALUATOR", "agent"].map((value): [string, string] => [
      "openinference.span.kind",
      value,
    ]),
    ...["agent", "chain", "tool", "span", "retriever", "event", "evaluator", "guardrail"].map(
      (value): [string, string] => ["langfuse.observation.type", value],
    ),
    ...["ai.generateText", "ai.streamText", "ai.embed", "ai.toolCall"].map((value): [string, string] => [
      "ai.operationId",
      value,
    ]),
    ...["workflow", "task", "agent", "tool"].map((value): [string, string] => ["traceloop.span.kind", value]),
  ];

  it.for(STRUCTURE)("when %s is %s, whatever else it says", ([name, value], { expect }) => {
    expect(isCounted({ ...MODEL, ...USAGE, [name]: value })).toBe(false);
    expect(
      isCounted({
        "gen_ai.operation.name": "chat",
        "openinference.span.kind": "LLM",
        ...MODEL,
        ...USAGE,
        [name]: value,
      }),
    ).toBe(false);
  });

  it("without a marker, when it lacks a model or counts", ({ expect }) => {
    expect([isCounted(MODEL), isCounted(USAGE), isCounted({}), isCounted({ "http.method": "GET" })]).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  it("when it only wraps an embedding that has the counts, as the Vercel AI SDK 7 sends both", ({ expect }) => {
    const outer = { ...MODEL, "gen_ai.operation.name": "embeddings" };
    const { events } = readJson(
      exportJson([{ attributes: outer }, { attributes: { ...outer, "gen_ai.usage.input_tokens": 7 } }]),
    );
    expect(events.map(({ tokens }) => tokens)).toEqual([{ input: 7 }]);
  });

  it("when nobody knows its operation, which is told once it has counts", ({ expect }) => {
    const operation = { "gen_ai.operation.name": "speak_in_tongues" };
    const { events, warnings } = readJson(
      exportJson([{ attributes: { ...MODEL, ...operation } }, { attributes: { ...MODEL, ...USAGE, ...operation } }]),
    );
    expect(events).toEqual([]);
    expect(warnings).toMatchObject([
      { kind: "uncounted_operation", subject: "speak_in_tongues", source: "otlp", count: 1 },
    ]);
  });
});

it("a parent and its children are counted as its children, whatever their order", ({ expect }) => {
  const parent = { ...GENAI_CALL, "gen_ai.operation.name": "invoke_agent", "gen_ai.usage.input_tokens": 300 };
  const children = [
    { ...GENAI_CALL, "gen_ai.usage.input_tokens": 100 },
    { ...GENAI_CALL, "gen_ai.usage.input_tokens": 200 },
  ];
  for (const spans of [
    [parent, ...children],
    [...children, parent],
  ]) {
    const { events } = readJson(exportJson(spans.map((attributes) => ({ attributes }))));
    expect(events.map(({ tokens }) => tokens.input)).toEqual([100, 200]);
  }
});
