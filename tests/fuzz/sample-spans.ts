import type { Attribute, Span, SpanExport } from "./spans-to-protobuf.ts";

const text = (key: string, value: string): Attribute => ({ key, value: { stringValue: value } });
const whole = (key: string, value: number): Attribute => ({ key, value: { intValue: String(value) } });

function exportOf(service: string, scope: string, spans: Span[]): SpanExport {
  const attributes = [text("service.name", service), text("deployment.environment.name", "production")];
  return {
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: scope, version: "1.2.3" }, spans }] }],
  };
}

function spanOf(traceId: string, index: number, name: string, attributes: Attribute[]): Span {
  const startNs = BigInt(Date.now() - 60_000) * 1_000_000n;
  return {
    traceId,
    spanId: `${traceId.slice(0, 15)}${index + 1}`,
    parentSpanId: "00f067aa0ba902b7",
    name,
    kind: 3,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + 2_140_000_000n),
    attributes,
    status: { code: 0 },
  };
}

/** A call with the attributes of OpenTelemetry's GenAI conventions, and the agent around it that repeats its usage. */
export function genAiSpans(traceId: string): SpanExport {
  const about = [text("user.id", "fuzz-user"), text("gen_ai.conversation.id", traceId)];
  const usage = [whole("gen_ai.usage.input_tokens", 12_500), whole("gen_ai.usage.output_tokens", 800)];
  const call = spanOf(traceId, 0, "chat", [
    text("gen_ai.operation.name", "chat"),
    text("gen_ai.provider.name", "anthropic"),
    text("gen_ai.request.model", "claude-sonnet-4-5"),
    ...about,
    ...usage,
    whole("gen_ai.usage.cache_read.input_tokens", 9000),
    { key: "gen_ai.response.time_to_first_chunk", value: { doubleValue: 0.38 } },
    text("gen_ai.input.messages", '[{"role":"user","parts":[{"type":"text","content":"hello"}]}]'),
  ]);
  const agent = spanOf(traceId, 1, "invoke_agent", [text("gen_ai.operation.name", "invoke_agent"), ...about, ...usage]);
  return exportOf("fuzz", "acme.genai", [call, agent]);
}

/** A generation as Langfuse's SDK sends it, whose usage is JSON inside of a text. */
export function langfuseSpans(traceId: string): SpanExport {
  const usage = { input: 220, output: 95, total: 6589, input_cache_read: 6144, output_reasoning: 130 };
  const generation = spanOf(traceId, 0, "llm", [
    text("user.id", "fuzz-user"),
    text("session.id", traceId),
    text("langfuse.trace.name", "Agent: Research"),
    text("langfuse.trace.tags", '["librechat","agent"]'),
    text("langfuse.observation.type", "generation"),
    text("langfuse.observation.model.name", "gpt-5.1"),
    text("langfuse.observation.metadata.ls_provider", "openai"),
    text("langfuse.observation.model.parameters", '{"temperature":1,"service_tier":"flex"}'),
    text("langfuse.observation.completion_start_time", JSON.stringify(new Date().toISOString())),
    text("langfuse.observation.usage_details", JSON.stringify(usage)),
    text("langfuse.observation.cost_details", '{"total":0.0042}'),
  ]);
  return exportOf("librechat", "langfuse-sdk", [generation]);
}
