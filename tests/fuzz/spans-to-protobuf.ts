import type { Field } from "./protobuf-message.ts";

type Value = { stringValue: string } | { intValue: string } | { doubleValue: number };
export type Attribute = { key: string; value: Value };

/** A span as a sample has it; ids are hex, times nanoseconds since 1970. */
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code?: number };
};

/** An export request with one resource and one scope. */
export type SpanExport = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { scope: { name: string; version: string }; spans: Span[] }[];
  }[];
};

const text = (number: number, value: string): Field => ({ number, bytes: Buffer.from(value) });
const hex = (number: number, value: string): Field => ({ number, bytes: Buffer.from(value, "hex") });

function valueField(value: Value): Field {
  if ("stringValue" in value) return text(1, value.stringValue);
  if ("intValue" in value) return { number: 3, varint: BigInt(value.intValue) };
  const bits = Buffer.alloc(8);
  bits.writeDoubleLE(value.doubleValue);
  return { number: 4, fixed64: bits.readBigUInt64LE() };
}

const attributeField = (number: number, { key, value }: Attribute): Field => ({
  number,
  message: [text(1, key), { number: 2, message: [valueField(value)] }],
});

const spanField = (span: Span): Field => ({
  number: 2,
  message: [
    hex(1, span.traceId),
    hex(2, span.spanId),
    ...(span.parentSpanId === undefined ? [] : [hex(4, span.parentSpanId)]),
    text(5, span.name),
    { number: 6, varint: BigInt(span.kind) },
    { number: 7, fixed64: BigInt(span.startTimeUnixNano) },
    { number: 8, fixed64: BigInt(span.endTimeUnixNano) },
    ...span.attributes.map((attribute) => attributeField(9, attribute)),
    { number: 15, message: [{ number: 3, varint: BigInt(span.status.code ?? 0) }] },
    { number: 16, fixed32: 257 },
  ],
});

/** The same request as a protobuf message (ExportTraceServiceRequest). */
export function spansToProtobuf({ resourceSpans }: SpanExport): Field[] {
  return resourceSpans.map(({ resource, scopeSpans }) => ({
    number: 1,
    message: [
      { number: 1, message: resource.attributes.map((attribute) => attributeField(1, attribute)) },
      ...scopeSpans.map(({ scope, spans }): Field => ({
        number: 2,
        message: [{ number: 1, message: [text(1, scope.name), text(2, scope.version)] }, ...spans.map(spanField)],
      })),
    ],
  }));
}
