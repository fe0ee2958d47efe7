import type { OtlpSpan } from "./otlp-span.ts";

/** The ids of a span in lower case; `id` is that of its event, `trace:span`. */
export type SpanIds = { id: string; traceId: string };

const TRACE_ID = /^(?!0{32})[\da-f]{32}$/;
const SPAN_ID = /^(?!0{16})[\da-f]{16}$/;

/** The ids of a span, or the field that holds none and what it must hold. */
export function readSpanIds(span: OtlpSpan): SpanIds | { path: string; message: string } {
  const traceId = span.traceId.toLowerCase();
  const spanId = span.spanId.toLowerCase();
  if (!TRACE_ID.test(traceId)) return { path: "traceId", message: "must be 32 hex digits, not all of them 0" };
  if (!SPAN_ID.test(spanId)) return { path: "spanId", message: "must be 16 hex digits, not all of them 0" };
  return { id: `${traceId}:${spanId}`, traceId };
}
