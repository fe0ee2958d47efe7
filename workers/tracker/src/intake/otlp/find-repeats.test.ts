import { expect, it } from "vitest";

import { decodeProtobuf } from "./decode-protobuf.ts";
import { exportProtobuf } from "./protobuf.fixture.ts";
import { readSpans } from "./read-spans.ts";
import { ARRIVAL, exportJson, readJson, type SampleAttributes } from "./samples.fixture.ts";

const TRACE = "5e1d0c7a9b3f48e2a6d4c01f2b7e9835";
const idOf = (digit: string) => digit.repeat(16);

const COUNTS = {
  "gen_ai.request.model": "gpt-4o",
  "gen_ai.usage.input_tokens": 1000,
  "gen_ai.usage.output_tokens": 100,
};
const CHAT = { ...COUNTS, "gen_ai.operation.name": "chat" };
const counts = (input: number, output: number) => ({
  ...CHAT,
  "gen_ai.usage.input_tokens": input,
  "gen_ai.usage.output_tokens": output,
});
const GATEWAY = { ...COUNTS, "gen_ai.model.provider": "openai", "gen_ai.usage.cost": 0.1 };
const INFERENCE = {
  "openinference.span.kind": "LLM",
  "llm.model_name": "gpt-4o",
  "llm.token_count.prompt": 1000,
  "llm.token_count.completion": 100,
};
const GENERATION = {
  "langfuse.observation.type": "generation",
  "langfuse.observation.model.name": "gpt-4o",
  "langfuse.observation.usage_details": '{"input":1000,"output":100}',
};

const span = (digit: string, parent: string, attributes: SampleAttributes) => ({
  traceId: TRACE,
  spanId: idOf(digit),
  ...(parent !== "" && { parentSpanId: idOf(parent).toUpperCase() }),
  attributes,
});

const counted = (...spans: ReturnType<typeof span>[]) =>
  readJson(exportJson(spans))
    .events.map(({ id }) => id.at(-1))
    .join("");

it.for<[name: string, outer: SampleAttributes, inner: SampleAttributes]>([
  ["an application around a gateway", CHAT, GATEWAY],
  ["OpenInference around OpenInference", INFERENCE, INFERENCE],
  ["an unmarked span around a chat", COUNTS, CHAT],
  ["Langfuse around a chat", GENERATION, CHAT],
])("of %s the inner call counts, whichever comes first", ([, outer, inner]) => {
  const [around, within] = [span("a", "", outer), span("b", "a", inner)];
  expect([counted(around, within), counted(within, around)]).toEqual(["b", "b"]);
});

it("is found through spans between and over several levels", () => {
  const between = span("b", "a", { "gen_ai.operation.name": "invoke_agent" });
  expect(counted(span("a", "", CHAT), between, span("c", "b", CHAT), span("d", "c", GATEWAY))).toBe("d");
});

it("is one that has the counts of all calls within it together", () => {
  const [first, second] = [span("b", "a", counts(100, 10)), span("d", "c", counts(200, 20))];
  const tool = span("c", "a", { "gen_ai.operation.name": "execute_tool" });
  // 100 + 200, 10 + 20
  expect([
    counted(span("a", "", counts(300, 30)), first, tool, second),
    counted(second, tool, first, span("a", "", counts(300, 30))),
    counted(span("a", "", counts(300, 31)), first, tool, second),
    counted(span("a", "", counts(100, 10)), span("e", "a", counts(300, 30)), first),
  ]).toEqual(["bd", "db", "abd", "eb"]);
});

it("is one that does not say what it used, around one that does, unless it failed", () => {
  const silent = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o" };
  const failed = { ...silent, "error.type": "timeout" };
  expect([
    counted(span("a", "", silent), span("b", "a", silent), span("c", "b", CHAT)),
    counted(span("b", "a", GATEWAY), span("a", "", silent)),
    counted(span("a", "", CHAT), span("b", "a", silent)),
    counted(span("a", "", failed), span("b", "a", CHAT)),
  ]).toEqual(["c", "b", "ab", "ab"]);
});

it("is not one when the counts differ, when there are none, or in another trace", () => {
  const other = { ...CHAT, "gen_ai.usage.output_tokens": 101 };
  const silent = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o" };
  expect([
    counted(span("a", "", other), span("b", "a", CHAT)),
    counted(span("a", "", silent), span("b", "a", silent)),
    counted({ ...span("a", "", CHAT), traceId: TRACE.replace("5", "6") }, span("b", "a", CHAT)),
    counted(span("a", "", CHAT), span("b", "a", CHAT), span("c", "a", CHAT)),
  ]).toEqual(["ab", "ab", "ab", "bc"]);
});

it("leaves one of spans that stand around each other, and one that stands around itself", () => {
  expect(counted(span("a", "b", CHAT), span("b", "a", CHAT))).toHaveLength(1);
  expect(counted(span("a", "a", CHAT))).toBe("a");
});

it("is remembered by the span around it that did not come with it, and the spans within it that are no calls", () => {
  const client = (digit: string, parent: string) => span(digit, parent, { "http.request.method": "POST" });
  const linksOf = (...spans: ReturnType<typeof span>[]) =>
    readJson(exportJson(spans)).events.map(({ id, spanLinks }) => [id.at(-1), spanLinks]);
  const [a, c, d] = ["a", "c", "d"].map(idOf);
  expect(linksOf(span("b", "a", CHAT))).toEqual([["b", { enclosingSpanId: a, innerSpanIds: [] }]]);
  expect(linksOf(client("c", "b"), span("b", "", CHAT), client("d", "c"))).toEqual([
    ["b", { enclosingSpanId: null, innerSpanIds: [c, d] }],
  ]);
  // The span between is here, the one around it is not; what was left out stands within the call that stands for it.
  expect(linksOf(client("b", "a"), span("c", "b", CHAT), span("d", "c", GATEWAY))).toEqual([
    ["d", { enclosingSpanId: a, innerSpanIds: [c] }],
  ]);
  expect(linksOf({ ...span("b", "", CHAT), parentSpanId: "what somebody wrote" })).toEqual([
    ["b", { enclosingSpanId: null, innerSpanIds: [] }],
  ]);
});

it("is accepted and told, in both encodings", () => {
  const spans = [span("a", "", CHAT), span("b", "a", CHAT)];
  const reads = [readJson(exportJson(spans)), readSpans(decodeProtobuf(exportProtobuf(spans)), "otlp", ARRIVAL)];
  for (const { events, rejectedCount, warnings } of reads) {
    expect([events.length, rejectedCount]).toEqual([1, 0]);
    expect(warnings).toMatchObject([
      {
        kind: "repeated_call",
        subject: "support-bot",
        source: "support-bot",
        count: 1,
        exampleId: `${TRACE}:${idOf("b")}`,
      },
    ]);
  }
});
