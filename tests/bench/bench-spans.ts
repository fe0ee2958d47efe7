import { randomBytes } from "node:crypto";

import type { BenchEvent } from "./bench-event.ts";

const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
});

function spanOf({ session_id, user_id, provider, model, duration_ms, tokens }: BenchEvent) {
  const startedAtMs = Date.now() - duration_ms;
  return {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    name: `chat ${model}`,
    kind: 3,
    startTimeUnixNano: `${startedAtMs}000000`,
    endTimeUnixNano: `${startedAtMs + duration_ms}000000`,
    attributes: [
      attribute("gen_ai.operation.name", "chat"),
      attribute("gen_ai.provider.name", provider),
      attribute("gen_ai.request.model", model),
      attribute("gen_ai.response.model", model),
      attribute("gen_ai.conversation.id", session_id),
      attribute("user.id", user_id),
      attribute("gen_ai.usage.input_tokens", tokens.input),
      attribute("gen_ai.usage.output_tokens", tokens.output),
      attribute("gen_ai.usage.cache_read.input_tokens", tokens.cache_read),
      attribute("gen_ai.usage.cache_creation.input_tokens", tokens.cache_write),
    ],
    status: {},
  };
}

/** The same calls of models as OTLP JSON, as an OpenTelemetry SDK exports them. */
export const benchSpans = (events: BenchEvent[]) => ({
  resourceSpans: [
    {
      resource: {
        attributes: [attribute("service.name", "bench"), attribute("deployment.environment.name", "production")],
      },
      scopeSpans: [{ scope: { name: "bench" }, spans: events.map(spanOf) }],
    },
  ],
});
