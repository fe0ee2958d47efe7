import { fromBinary } from "@bufbuild/protobuf";
import { AppError } from "@voygent/http";

import { isKnownAttribute } from "./attribute-names.ts";
import type { AttributeValue, Attributes, DecodedSpan, OtlpSpan } from "./otlp-span.ts";
import { refuseDenseProtobuf } from "./refuse-dense-protobuf.ts";
import { AnyValueSchema, ExportTraceServiceRequestSchema, type KeyValue, type Span } from "./trace_pb.ts";

/** Fields that we do not name are passed over. */
const OPTIONS = { readUnknownFields: false };

function attributeValue(encoded: Uint8Array): AttributeValue | null {
  const { value } = fromBinary(AnyValueSchema, encoded, OPTIONS);
  switch (value.case) {
    case "stringValue":
    case "boolValue":
    case "doubleValue":
      return value.value;
    case "intValue":
      return Number(value.value);
    case "arrayValue":
      return value.value.values.flatMap(({ stringValue }) => stringValue ?? []);
    case undefined:
      return null;
    default:
      return value satisfies never;
  }
}

function knownAttributes(list: KeyValue[]): Attributes {
  const known = new Map<string, AttributeValue>();
  for (const { key, value } of list) {
    if (!isKnownAttribute(key)) continue;
    const read = attributeValue(value);
    if (read !== null) known.set(key, read);
  }
  return known;
}

function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

const orNull = (nano: bigint) => (nano === 0n ? null : nano);

const spanOf = (span: Span, resource: Attributes): OtlpSpan => ({
  // Ids of another length cannot be valid and are not worth their digits.
  traceId: span.traceId.length === 16 ? hexOf(span.traceId) : "",
  spanId: span.spanId.length === 8 ? hexOf(span.spanId) : "",
  parentSpanId: span.parentSpanId.length === 8 ? hexOf(span.parentSpanId) : "",
  startNano: orNull(span.startTimeUnixNano),
  endNano: orNull(span.endTimeUnixNano),
  statusCode: span.status?.code ?? 0,
  attributes: knownAttributes(span.attributes),
  resource,
});

/** A span whose values cannot be decoded keeps no other out. */
function decodedSpan(span: Span, resource: Attributes): DecodedSpan {
  try {
    return spanOf(span, resource);
  } catch {
    return { malformed: "attributes" };
  }
}

/** Calls the reader; whatever it throws means that the bytes are not the message. */
function parsed<Message>(read: () => Message): Message {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("invalid_input", "the body is not an OTLP trace export in protobuf");
  }
}

/**
 * The spans of an OTLP trace export in protobuf, decoded one by one; values are decoded only under names that are read.
 * @throws AppError 400 when it is no such message, 413 when it has too many parts
 */
export function* decodeProtobuf(bytes: Uint8Array): Generator<DecodedSpan> {
  const request = parsed(() => {
    refuseDenseProtobuf(bytes);
    return fromBinary(ExportTraceServiceRequestSchema, bytes, OPTIONS);
  });
  for (const { resource, scopeSpans } of request.resourceSpans) {
    const attributes = parsed(() => knownAttributes(resource?.attributes ?? []));
    for (const { spans } of scopeSpans) for (const span of spans) yield decodedSpan(span, attributes);
  }
}
