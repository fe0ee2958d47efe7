import { describe, it } from "vitest";

import { decodeJson } from "./decode-json.ts";
import { readSpans } from "./read-spans.ts";
import {
  ARRIVAL,
  exportJson,
  GENAI_CALL,
  readJson,
  readOne,
  type SampleAttributes,
  type SampleSpan,
  spanJson,
} from "./samples.fixture.ts";

const CALL: SampleAttributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" };
const refusalOf = (attributes: SampleAttributes, span: Omit<SampleSpan, "attributes"> = {}) => [
  ...readJson(exportJson([{ ...span, attributes: { ...GENAI_CALL, ...attributes } }])).reasons.keys(),
];
const errorClassOf = (type: string) => readOne({ ...GENAI_CALL, "error.type": type }).metadata?.["error_type"];
const originOf = (resource: SampleAttributes, attributes: SampleAttributes = {}) => {
  const [event] = readJson(exportJson([{ attributes: { ...GENAI_CALL, ...attributes } }], resource)).events;
  return [event?.source, event?.environment];
};
const timesOf = (startTimeUnixNano: unknown, endTimeUnixNano: unknown) => {
  const { statedAtMs, durationMs } = readOne(GENAI_CALL, { startTimeUnixNano, endTimeUnixNano });
  return [statedAtMs, durationMs];
};

describe("the owner of a call", () => {
  it.for([
    ["user.id", "gen_ai.conversation.id"],
    ["enduser.id", "traceloop.association.properties.session_id"],
    ["gen_ai.user", "session.id"],
    ["langfuse.user.id", "langfuse.session.id"],
    ["ai.telemetry.metadata.userId", "ai.telemetry.metadata.sessionId"],
    ["ai.settings.context.userId", "ai.settings.context.sessionId"],
    ["cf.user_id", "session_id"],
  ])("is read from %s and %s", ([user = "", session = ""], { expect }) => {
    expect(readOne({ ...CALL, [user]: "ada", [session]: 42 })).toMatchObject({
      userId: "ada",
      sessionId: "42",
      warnings: [],
    });
  });

  it("is its trace and nobody known when it names none, which is told", ({ expect }) => {
    const event = readOne(CALL, { traceId: "5E1D0C7A9B3F48E2A6D4C01F2B7E9835" });
    expect(event).toMatchObject({ userId: "unknown", sessionId: "5e1d0c7a9b3f48e2a6d4c01f2b7e9835" });
    expect(event.warnings.map(({ code, subject }) => [code, subject])).toEqual([
      ["unknown_user", "user_id"],
      ["session_inferred", "session_id"],
    ]);
  });

  it.for<[text: string, stored: string]>([
    ["x".repeat(300), "x".repeat(256)],
    [`${"x".repeat(255)}\u{1f600}yy`, "x".repeat(255)],
    ["a\u0000\tb", "ab"],
    ["\ud800", "unknown"],
  ])("of %j is cut to what can be stored, and told", ([text, stored], { expect }) => {
    const { userId, warnings } = readOne({ ...GENAI_CALL, "user.id": text });
    expect([userId, warnings[0]?.code, warnings[0]?.subject]).toEqual([stored, "dropped_metadata", "user.id"]);
  });

  it("cannot be the sample data of somebody who is no admin", ({ expect }) => {
    const caller = { id: "k", name: "k", scopes: ["track" as const] };
    const bytes = new TextEncoder().encode(
      JSON.stringify(exportJson([{ attributes: GENAI_CALL }], { "service.name": "sample" })),
    );
    const { events, reasons } = readSpans(decodeJson(bytes), "otlp", { ...ARRIVAL, caller });
    expect([events, [...reasons.keys()]]).toEqual([[], ['source "sample" marks sample data and needs an admin key']]);
  });
});

describe("what else a call says", () => {
  it("names the provider as the price lists do", ({ expect }) => {
    const names = ["gcp.vertex_ai", "aws.bedrock", "x_ai", "azure.ai.openai", "Anthropic", "acme"];
    expect(names.map((name) => readOne({ ...CALL, "gen_ai.provider.name": name }).provider)).toEqual([
      "google",
      "aws",
      "x-ai",
      "azure",
      "anthropic",
      "acme",
    ]);
    const vercel = ["openai.responses", "google.vertex.chat", "amazon-bedrock", "xai.chat"];
    expect(vercel.map((name) => readOne({ ...CALL, "ai.model.provider": name }).provider)).toEqual([
      "openai",
      "google",
      "aws",
      "x-ai",
    ]);
  });

  it("infers the provider from a model that one company alone makes", ({ expect }) => {
    const models = [
      "gpt-4o",
      "o3-mini",
      "text-embedding-3-small",
      "claude-sonnet-4-5",
      "gemini-2.5-pro",
      "gpt-oss-20b",
    ];
    expect(models.map((model) => readOne({ ...CALL, "gen_ai.request.model": model }).provider)).toEqual([
      "openai",
      "openai",
      "openai",
      "anthropic",
      "google",
      "",
    ]);
  });

  it.for<[SampleAttributes, number | null]>([
    [{ "gen_ai.usage.cost": 0.0042 }, 4_200_000],
    [{ "gen_ai.usage.cost": "1e-5" }, 10_000],
    [{ "llm.cost.total": 0.5, "llm.cost.prompt": 0.1 }, 500_000_000],
    [{ "llm.cost.prompt": 0.25, "llm.cost.completion": 0.5 }, 750_000_000],
    [{ "langfuse.observation.cost_details": '{"input":0.1,"output":0.2,"total":0.4}' }, 400_000_000],
    [{ "langfuse.observation.cost_details": '{"input":0.25,"output":0.5}' }, 750_000_000],
    [{}, null],
  ])("keeps the cost that the client states: %j", ([attributes, nano], { expect }) => {
    expect(readOne({ ...GENAI_CALL, ...attributes }).reportedCostNanoUsd).toBe(nano);
  });

  it.for([-1, "n/a", 1e7, "Infinity"])("leaves out a cost of %s, and tells it", (cost, { expect }) => {
    const { tokens, reportedCostNanoUsd, warnings } = readOne({ ...GENAI_CALL, "gen_ai.usage.cost": cost });
    expect([tokens, reportedCostNanoUsd]).toEqual([{ input: 100, output: 20 }, null]);
    expect(warnings.map(({ code, subject }) => [code, subject])).toEqual([["usage_inconsistent", "gen_ai.usage.cost"]]);
  });

  it("reads the service tier, also among parameters", ({ expect }) => {
    const tiers: SampleAttributes[] = [
      { "openai.response.service_tier": "flex", "openai.request.service_tier": "auto" },
      { "gen_ai.openai.request.service_tier": "flex" },
      { "llm.invocation_parameters": '{"service_tier":"flex"}' },
      { "langfuse.observation.model.parameters": '{"temperature":1,"service_tier":"flex"}' },
    ];
    expect(tiers.map((tier) => readOne({ ...GENAI_CALL, ...tier }).serviceTier)).toEqual([
      "flex",
      "flex",
      "flex",
      "flex",
    ]);
  });

  it.for<[SampleAttributes, { code?: number }, string]>([
    [{}, {}, "ok"],
    [{}, { code: 1 }, "ok"],
    [{}, { code: 2 }, "error"],
    [{ "error.type": "timeout" }, {}, "error"],
    [{ "langfuse.observation.level": "ERROR" }, { code: 0 }, "error"],
    [{ "langfuse.observation.level": "WARNING" }, {}, "ok"],
  ])("tells by %j and %j how it ended", ([attributes, status, expected], { expect }) => {
    expect(readOne({ ...GENAI_CALL, ...attributes }, { status }).status).toBe(expected);
  });

  it("keeps of an error its class and never its text", ({ expect }) => {
    expect([errorClassOf("RateLimitError"), errorClassOf("the user said: hello")]).toEqual([
      "RateLimitError",
      undefined,
    ]);
  });

  it.for<[SampleAttributes, number | null]>([
    [{ "gen_ai.response.time_to_first_chunk": 0.38 }, 380],
    [{ "gen_ai.client.operation.time_to_first_chunk": 1.2345 }, 1235],
    [{ "ai.response.msToFirstChunk": 12.4 }, 12],
    [{ "langfuse.observation.completion_start_time": '"2026-03-04T09:15:04.500Z"' }, 380],
    [{ "langfuse.observation.completion_start_time": "2026-03-04T09:15:04.500Z" }, 380],
    [{ "langfuse.observation.completion_start_time": "2026-03-04T09:15:00Z" }, null],
    [{ "langfuse.observation.completion_start_time": "soon" }, null],
  ])("reads the time to the first chunk from %j", ([attributes, ms], { expect }) => {
    expect(readOne({ ...GENAI_CALL, ...attributes }).ttftMs).toBe(ms);
  });

  it("reads times as a text or a number, and leaves out what is not known or runs backwards", ({ expect }) => {
    expect([
      timesOf("1772615704120999999", "1772615706260999998"),
      timesOf(1_772_615_704_120_000_000, 1_772_615_706_260_000_000),
      timesOf("0", 0),
      timesOf("1772615704120000000", "1772615704119000000"),
    ]).toEqual([
      [1_772_615_704_120, 2139],
      [1_772_615_704_120, 2140],
      [null, null],
      [1_772_615_704_120, null],
    ]);
  });

  it.for(["-5", "1.5", "soon", -1, true, "18446744073709551616", "99999999999999999999"])(
    "refuses a start of %j",
    (start, { expect }) => {
      expect(refusalOf({}, { startTimeUnixNano: start })).toEqual(["startTimeUnixNano is not what OTLP says it is"]);
    },
  );

  it("takes its source and environment from the resource", ({ expect }) => {
    expect([
      originOf({}),
      originOf({ "service.name": "bot", "deployment.environment": "staging" }),
      originOf({ "deployment.environment.name": "prod" }, { "langfuse.environment": "other" }),
      originOf({}, { "langfuse.environment": "staging" }),
    ]).toEqual([
      ["otlp", "default"],
      ["bot", "staging"],
      ["otlp", "prod"],
      ["otlp", "staging"],
    ]);
  });

  it("keeps names from a closed list, short ones only, and tags as a list or a JSON text", ({ expect }) => {
    const tags = (value: string | string[]) => readOne({ ...CALL, "langfuse.trace.tags": value }).metadata?.["tags"];
    expect([tags(["a", "b"]), tags('["a","b"]'), tags("a")]).toEqual([["a", "b"], ["a", "b"], ["a"]]);
    const { metadata } = readOne({
      ...CALL,
      "gen_ai.agent.id": "a1",
      "gen_ai.agent.name": "x".repeat(300),
      "gen_ai.prompt": "p",
      custom: "c",
    });
    expect(metadata).toEqual({ operation: "chat", agent_id: "a1" });
  });

  it("never has more than 8 KiB of them", ({ expect }) => {
    const wide = "\u{1f600}".repeat(128);
    const { metadata } = readOne({
      ...CALL,
      "gen_ai.agent.id": wide,
      "gen_ai.agent.name": wide,
      "langfuse.trace.name": wide,
      "langfuse.trace.tags": Array.from({ length: 50 }, (_, index) => `${index}${wide.slice(0, 200)}`),
    });
    expect(new TextEncoder().encode(JSON.stringify(metadata)).length).toBeLessThanOrEqual(8192);
  });
});

describe("ids", () => {
  it.for(["", "0".repeat(32), "5e1d", "g".repeat(32), "XWENeps/SOKm1MAfK36YNQ=="])(
    "of a trace cannot be %j",
    (traceId, { expect }) => {
      expect(refusalOf({}, { traceId })).toEqual(["traceId must be 32 hex digits, not all of them 0"]);
    },
  );

  it.for(["", "0".repeat(16), "a1b2", "z".repeat(16)])("of a span cannot be %j", (spanId, { expect }) => {
    expect(refusalOf({}, { spanId })).toEqual(["spanId must be 16 hex digits, not all of them 0"]);
  });

  it("that are bad keep their span out and no other", ({ expect }) => {
    const spans = [
      spanJson({ attributes: GENAI_CALL }),
      { ...spanJson({ attributes: GENAI_CALL }), traceId: 7 },
      null,
      "span",
    ];
    const { events, rejectedCount, warnings } = readJson({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect([events.length, rejectedCount]).toEqual([1, 3]);
    expect(warnings.map(({ subject, count }) => [subject, count])).toEqual([
      ["traceId", 1],
      ["span", 2],
    ]);
  });
});
