import type { Caller } from "@voygent/http";

import { decodeJson } from "./decode-json.ts";
import type { SpanArrival } from "./read-span.ts";
import { type ReadSpans, readSpans } from "./read-spans.ts";

/** Attributes as tests write them: texts, numbers and lists of texts by name; null is an empty value. */
export type SampleAttributes = Record<string, string | number | boolean | string[] | null>;

/** A span as tests write it. */
export type SampleSpan = {
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  startTimeUnixNano?: unknown;
  endTimeUnixNano?: unknown;
  status?: { code?: number };
  attributes: SampleAttributes;
};

const valueOf = (value: SampleAttributes[string]): object => {
  if (value === null) return {};
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value !== "number") return { arrayValue: { values: value.map((text) => ({ stringValue: text })) } };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
};

/** Attributes as OTLP lists them in JSON. */
export const attributeList = (attributes: SampleAttributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));

const hex = (digits: number) => crypto.randomUUID().replaceAll("-", "").slice(0, digits);

/** A span in OTLP JSON with fresh ids. */
export const spanJson = ({ attributes, ...span }: SampleSpan) => ({
  traceId: hex(32),
  spanId: hex(16),
  name: "span",
  kind: 3,
  startTimeUnixNano: "1772615704120000000",
  endTimeUnixNano: "1772615706260000000",
  ...span,
  attributes: attributeList(attributes),
});

/** A trace export in OTLP JSON. */
export const exportJson = (spans: SampleSpan[], resource: SampleAttributes = { "service.name": "support-bot" }) => ({
  resourceSpans: [
    {
      resource: { attributes: attributeList(resource) },
      scopeSpans: [{ scope: { name: "acme" }, spans: spans.map(spanJson) }],
    },
  ],
});

const ADMIN: Caller = { id: null, name: "Admin token", scopes: ["track", "read", "admin"] };

/** As if an admin had sent it at this time. */
export const ARRIVAL: SpanArrival = { caller: ADMIN, receivedAtMs: 1_772_615_710_000 };

/** What is read of a body in JSON. */
export const readJson = (body: unknown): ReadSpans =>
  readSpans(decodeJson(new TextEncoder().encode(JSON.stringify(body))), "otlp", ARRIVAL);

/** The one event of a span with these attributes. */
export function readOne(attributes: SampleAttributes, span: Omit<SampleSpan, "attributes"> = {}) {
  const { events, reasons } = readJson(exportJson([{ ...span, attributes }]));
  const [event] = events;
  if (event === undefined || events.length !== 1) {
    throw new Error(`expected one event, got ${events.length}: ${[...reasons.keys()].join("; ")}`);
  }
  return event;
}

/** A call of a model in the terms of the GenAI conventions. */
export const GENAI_CALL: SampleAttributes = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "anthropic",
  "gen_ai.request.model": "claude-sonnet-4-5",
  "gen_ai.conversation.id": "conv-7",
  "user.id": "u-42",
  "gen_ai.usage.input_tokens": 100,
  "gen_ai.usage.output_tokens": 20,
};

/** What people and models wrote: it must be found nowhere. */
export const MARKER = "PLANTED-MARKER";

/** An agent's call in the GenAI conventions of two generations, and the agent, which repeats its counts. */
export const genaiExample = () =>
  exportJson(
    [
      {
        traceId: "5E1D0C7A9B3F48E2A6D4C01F2B7E9835",
        spanId: "a1b2c3d4e5f60718",
        attributes: {
          ...GENAI_CALL,
          "gen_ai.response.model": "claude-sonnet-4-5-20250929",
          "gen_ai.response.id": "msg_01",
          "gen_ai.usage.input_tokens": 12_500,
          "gen_ai.usage.cache_read.input_tokens": 9000,
          "gen_ai.usage.cache_creation.input_tokens": "500",
          "gen_ai.usage.output_tokens": 800,
          "gen_ai.usage.reasoning.output_tokens": 300,
          "gen_ai.response.time_to_first_chunk": 0.38,
          "gen_ai.input.messages": `[{"role":"user","parts":[{"type":"text","content":"${MARKER}"}]}]`,
        },
        status: {},
      },
      {
        traceId: "5E1D0C7A9B3F48E2A6D4C01F2B7E9835",
        spanId: "00f067aa0ba902b7",
        startTimeUnixNano: "1772615703900000000",
        endTimeUnixNano: "1772615706300000000",
        attributes: {
          "gen_ai.operation.name": "invoke_agent",
          "gen_ai.usage.input_tokens": 12_500,
          "gen_ai.usage.output_tokens": 800,
        },
        status: { code: 1 },
      },
    ],
    { "service.name": "support-bot", "deployment.environment.name": "production" },
  );

/** A reply of LibreChat as the Langfuse SDK sends it, and the agent around it; `usage` replaces its counts. */
export const langfuseExample = (
  usage = { input: 220, output: 95, total: 6589, input_cache_read: 6144, output_reasoning: 130 },
) =>
  exportJson(
    [
      {
        traceId: "8955c502a76d3c97f72a7612d9cb37a7",
        spanId: "c0a1b2d3e4f50617",
        startTimeUnixNano: "1772618530000000000",
        endTimeUnixNano: "1772618533450000000",
        attributes: {
          "user.id": "665f0c1de8b7a1c2d3e4293a",
          "session.id": "3c9f1b7e-52d4-4f0a-8a61-0f8f7c2d1e55",
          "langfuse.trace.name": "LibreChat Agent: Research",
          "langfuse.trace.tags": ["librechat", "agent"],
          "langfuse.trace.metadata.messageId": "7d0c5c1e-2f0a-4a53-9a55-0f6f3a1b9c20",
          "langfuse.trace.metadata.agentId": "agent_9xK2",
          "langfuse.environment": "production",
          "langfuse.observation.type": "generation",
          "langfuse.observation.model.name": "gpt-5.1",
          "langfuse.observation.metadata.ls_provider": "openai",
          "langfuse.observation.model.parameters": '{"temperature":1,"service_tier":"flex"}',
          "langfuse.observation.completion_start_time": '"2026-03-04T10:02:11.050Z"',
          "langfuse.observation.usage_details": JSON.stringify(usage),
          "langfuse.observation.input": `[{"role":"user","content":"${MARKER}"}]`,
          "langfuse.observation.output": MARKER,
        },
        status: { code: 0 },
      },
      {
        traceId: "8955c502a76d3c97f72a7612d9cb37a7",
        spanId: "b7ad6b7169203331",
        startTimeUnixNano: "1772618529500000000",
        endTimeUnixNano: "1772618534000000000",
        attributes: { "langfuse.observation.type": "agent", "langfuse.observation.input": MARKER },
        status: { code: 0 },
      },
    ],
    { "service.name": "librechat" },
  );
