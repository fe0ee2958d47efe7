import { AsyncLocalStorage } from "node:async_hooks";

import { LegacyOpenTelemetry, OpenTelemetry } from "@ai-sdk/otel";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import {
  propagateAttributes,
  setLangfuseTracerProvider,
  startActiveObservation,
  startObservation,
} from "@langfuse/tracing";
import { context, type Context, type ContextManager, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { embed, generateText, simulateReadableStream, streamText } from "ai";
import { MockEmbeddingModelV4, MockLanguageModelV4 } from "ai/test";
import { afterAll, beforeAll, describe, it } from "vitest";

import { useStartedProduct } from "./started-product.ts";

const MARKER = "PLANTED-MARKER";

const product = useStartedProduct();

/** What the SDK for Node brings with it: the active context follows asynchronous calls. */
const storage = new AsyncLocalStorage<Context>();
const contextManager: ContextManager = {
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, call, thisArg, ...args) => storage.run(active, () => call.apply(thisArg, args)),
  bind: (_active, target) => target,
  enable: () => contextManager,
  disable: () => contextManager,
};

beforeAll(() => {
  context.setGlobalContextManager(contextManager);
});

afterAll(() => {
  context.disable();
});

/** Collects the spans that are made with its tracer. */
function collectSpans() {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] });
  return { tracer: provider.getTracer("clients"), spans: () => memory.getFinishedSpans() };
}

const exportAll = async (exporter: SpanExporter, spans: ReadableSpan[]) =>
  await new Promise<ExportResult>((resolve) => {
    exporter.export(spans, resolve);
  });

const exporterOptions = (path = "/v1/traces") => ({
  url: `${product().url}${path}`,
  headers: { authorization: `Bearer ${product().key}` },
});

const SHOWN = `id, user_id, session_id, provider, model, status, usage, environment, duration_ms IS NOT NULL AS has_duration,
  ttft_ms, cost_status, reported_cost_nano_usd`;

const rowsOf = (session: string) =>
  product().query(`SELECT ${SHOWN} FROM interactions WHERE session_id = ?1 ORDER BY occurred_at_ms, id`, session);

const idOf = (span: ReadableSpan | undefined) => {
  const ids = span?.spanContext();
  return `${ids?.traceId}:${ids?.spanId}`;
};

/** A call in the GenAI conventions within an agent that repeats its usage; both have ended. */
function recordCall(session: string) {
  const { tracer, spans } = collectSpans();
  const usage = { "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 50 };
  tracer.startActiveSpan(
    "invoke_agent support",
    { attributes: { "gen_ai.operation.name": "invoke_agent", ...usage } },
    (agent) => {
      const call = tracer.startSpan("chat", {
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "anthropic",
          "gen_ai.request.model": "claude-sonnet-4-5",
          "gen_ai.conversation.id": session,
          "user.id": "ada",
          "gen_ai.usage.cache_read.input_tokens": 400,
          "gen_ai.input.messages": MARKER,
          ...usage,
        },
      });
      call.addEvent("gen_ai.choice", { "gen_ai.completion": MARKER });
      call.end();
      agent.end();
    },
  );
  return spans();
}

describe("the OpenTelemetry SDK", () => {
  const EXPORTERS: [name: string, create: () => SpanExporter][] = [
    ["JSON", () => new JsonExporter(exporterOptions())],
    ["protobuf", () => new ProtobufExporter(exporterOptions())],
  ];

  it.for(EXPORTERS)("delivers a call in %s, once however often it is sent", async ([name, create], { expect }) => {
    const session = `otel-${name}`;
    const spans = recordCall(session);
    for (const exporter of [create(), create()]) {
      expect(await exportAll(exporter, spans)).toMatchObject({ code: ExportResultCode.SUCCESS });
      await exporter.shutdown();
    }
    expect(rowsOf(session)).toMatchObject([
      {
        id: idOf(spans[0]),
        user_id: "ada",
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        status: "ok",
        usage: '{"tokens":{"input":1000,"output":50,"cache_read":400}}',
        has_duration: 1,
        cost_status: "priced",
      },
    ]);
  });

  it("delivers the same spans in JSON and then in protobuf as one", async ({ expect }) => {
    const spans = recordCall("otel-both");
    for (const exporter of [new JsonExporter(exporterOptions()), new ProtobufExporter(exporterOptions())]) {
      expect(await exportAll(exporter, spans)).toMatchObject({ code: ExportResultCode.SUCCESS });
      await exporter.shutdown();
    }
    expect(rowsOf("otel-both")).toHaveLength(1);
    expect(product().query("SELECT * FROM warnings WHERE kind = 'idempotency_conflict'")).toEqual([]);
  });

  it("delivers gzipped as its variable says", async ({ expect }) => {
    process.env["OTEL_EXPORTER_OTLP_COMPRESSION"] = "gzip";
    const exporter = new JsonExporter(exporterOptions());
    delete process.env["OTEL_EXPORTER_OTLP_COMPRESSION"];
    expect(await exportAll(exporter, recordCall("otel-gzip"))).toMatchObject({ code: ExportResultCode.SUCCESS });
    expect(rowsOf("otel-gzip")).toHaveLength(1);
    await exporter.shutdown();
  });

  it("is told for good that its key or its path is wrong", async ({ expect }) => {
    const wrongKey = new JsonExporter({ ...exporterOptions(), headers: { authorization: "Bearer vk_wrong" } });
    const wrongPath = new ProtobufExporter(exporterOptions("/v1/logs"));
    const results = [await exportAll(wrongKey, recordCall("none")), await exportAll(wrongPath, recordCall("none"))];
    expect(results.map(({ code, error }) => [code, error && "code" in error && error.code])).toEqual([
      [ExportResultCode.FAILED, 401],
      [ExportResultCode.FAILED, 404],
    ]);
    expect(rowsOf("none")).toEqual([]);
  });
});

describe("the Langfuse SDK", () => {
  it("delivers its generations with three variables, and agents beside them cost nothing", async ({ expect }) => {
    const { url, langfuse } = product();
    process.env["LANGFUSE_BASE_URL"] = url;
    process.env["LANGFUSE_PUBLIC_KEY"] = langfuse.public_key;
    process.env["LANGFUSE_SECRET_KEY"] = langfuse.secret_key;
    const processor = new LangfuseSpanProcessor({ environment: "staging" });
    setLangfuseTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));

    const session = "langfuse-1";
    await propagateAttributes(
      { userId: "grace", sessionId: session, tags: ["librechat"], traceName: "Agent" },
      async () => {
        await startActiveObservation(
          "agent",
          async () => {
            const generation = startObservation(
              "llm",
              {
                model: "gpt-5.1",
                input: [{ role: "user", content: MARKER }],
                output: MARKER,
                modelParameters: { temperature: 1, service_tier: "flex" },
                metadata: { ls_provider: "openai" },
                completionStartTime: new Date(Date.now() + 250),
                usageDetails: { input: 220, output: 95, total: 6589, input_cache_read: 6144, output_reasoning: 130 },
              },
              { asType: "generation" },
            );
            generation.end();
            startObservation(
              "failed",
              { model: "gpt-5.1", level: "ERROR", statusMessage: MARKER },
              { asType: "generation" },
            ).end();
            startObservation("search", { input: MARKER, output: MARKER }, { asType: "tool" }).end();
          },
          { asType: "agent" },
        );
      },
    );
    await processor.forceFlush();
    await processor.shutdown();
    setLangfuseTracerProvider(null);

    const rows = rowsOf(session).toSorted((left, right) =>
      String(left["status"]).localeCompare(String(right["status"])),
    );
    const common = { user_id: "grace", model: "gpt-5.1", environment: "staging" };
    expect(rows).toMatchObject([
      { ...common, status: "error", usage: "{}" },
      {
        ...common,
        status: "ok",
        provider: "openai",
        usage: '{"tokens":{"input":6364,"output":225,"cache_read":6144,"reasoning":130}}',
        cost_status: "priced",
      },
    ]);
    expect(rows[1]?.["ttft_ms"]).toBeGreaterThan(200);
  });
});

const deliver = async (spans: ReadableSpan[]) => {
  const exporter = new ProtobufExporter(exporterOptions());
  const result = await exportAll(exporter, spans);
  await exporter.shutdown();
  return result.code;
};

describe("the Vercel AI SDK", () => {
  const USAGE = {
    inputTokens: { total: 1000, noCache: 600, cacheRead: 400, cacheWrite: 0 },
    outputTokens: { total: 50, text: 40, reasoning: 10 },
  };
  const FINISH = { unified: "stop" as const, raw: undefined };

  const model = () =>
    new MockLanguageModelV4({
      provider: "anthropic.messages",
      modelId: "claude-sonnet-4-5",
      doGenerate: { content: [{ type: "text", text: MARKER }], finishReason: FINISH, usage: USAGE, warnings: [] },
      doStream: {
        stream: simulateReadableStream({
          chunks: [
            { type: "stream-start", warnings: [] },
            { type: "text-start", id: "1" },
            { type: "text-delta", id: "1", delta: MARKER },
            { type: "text-end", id: "1" },
            { type: "finish", finishReason: FINISH, usage: USAGE },
          ],
        }),
      },
    });

  it("delivers each call once, not the agents and steps around it", async ({ expect }) => {
    const { tracer, spans } = collectSpans();
    const telemetry = new OpenTelemetry({
      tracer,
      enrichSpan: () => ({ "user.id": "linus", "gen_ai.conversation.id": "vercel-7" }),
    });
    await generateText({ model: model(), prompt: MARKER, telemetry: { integrations: telemetry } });
    await streamText({ model: model(), prompt: MARKER, telemetry: { integrations: telemetry } }).consumeStream();
    const embedding = new MockEmbeddingModelV4({
      provider: "openai.embedding",
      modelId: "text-embedding-3-small",
      doEmbed: { embeddings: [[0.1]], usage: { tokens: 7 }, warnings: [] },
    });
    await embed({ model: embedding, value: MARKER, telemetry: { integrations: telemetry } });

    expect(spans().length).toBeGreaterThan(6);
    expect(await deliver(spans())).toBe(ExportResultCode.SUCCESS);
    const call = { user_id: "linus", provider: "anthropic", model: "claude-sonnet-4-5", cost_status: "priced" };
    expect(rowsOf("vercel-7")).toMatchObject([
      { ...call, usage: '{"tokens":{"input":1000,"output":50,"cache_read":400}}' },
      { ...call, usage: '{"tokens":{"input":1000,"output":50,"cache_read":400}}' },
      { provider: "openai", model: "text-embedding-3-small", usage: '{"tokens":{"input":7}}' },
    ]);
  });

  it("delivers its older spans with all that they tell of the counts", async ({ expect }) => {
    const { tracer, spans } = collectSpans();
    await generateText({
      model: model(),
      prompt: MARKER,
      runtimeContext: { userId: "linus", sessionId: "vercel-legacy", secret: MARKER },
      telemetry: {
        integrations: new LegacyOpenTelemetry({ tracer }),
        includeRuntimeContext: { userId: true, sessionId: true, secret: true },
      },
    });
    expect(await deliver(spans())).toBe(ExportResultCode.SUCCESS);
    expect(rowsOf("vercel-legacy")).toMatchObject([
      {
        user_id: "linus",
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        usage: '{"tokens":{"input":1000,"output":50,"cache_read":400,"reasoning":10}}',
      },
    ]);
  });
});

it("nothing of what people and models wrote is stored", ({ expect }) => {
  const tables = product().query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'price%'");
  const stored = tables.map(({ name }) => JSON.stringify(product().query(`SELECT * FROM "${String(name)}"`)));
  expect(stored.join("\n")).toContain("vercel-7");
  expect(stored.join("\n")).not.toContain(MARKER);
  expect(trace.getActiveSpan()).toBeUndefined();
});
