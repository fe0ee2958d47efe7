import { create, toBinary } from "@bufbuild/protobuf";

import type { SampleAttributes, SampleSpan } from "./samples.fixture.ts";
import { AnyValueSchema, ExportTraceServiceRequestSchema, KeyValueSchema } from "./trace_pb.ts";

const encode = (init: Parameters<typeof create<typeof AnyValueSchema>>[1]) =>
  toBinary(AnyValueSchema, create(AnyValueSchema, init));

function valueBytes(value: SampleAttributes[string]): Uint8Array {
  if (value === null) return new Uint8Array();
  if (typeof value === "string") return encode({ value: { case: "stringValue", value } });
  if (typeof value === "boolean") return encode({ value: { case: "boolValue", value } });
  if (typeof value === "number") {
    return Number.isInteger(value)
      ? encode({ value: { case: "intValue", value: BigInt(value) } })
      : encode({ value: { case: "doubleValue", value } });
  }
  const texts = { values: value.map((text) => ({ stringValue: text })) };
  return encode({ value: { case: "arrayValue", value: texts } });
}

const keyValues = (attributes: SampleAttributes) =>
  Object.entries(attributes).map(([key, value]) => create(KeyValueSchema, { key, value: valueBytes(value) }));

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

type Ids = { traceId: string; spanId: string; startTimeUnixNano?: string; endTimeUnixNano?: string };

/** The same as `exportJson`, in protobuf; ids must be given. */
export function exportProtobuf(
  spans: (Omit<SampleSpan, "startTimeUnixNano" | "endTimeUnixNano"> & Ids)[],
  resource: SampleAttributes = { "service.name": "support-bot" },
): Uint8Array<ArrayBuffer> {
  const encoded = spans.map(
    ({ traceId, spanId, parentSpanId, attributes, status, startTimeUnixNano, endTimeUnixNano }) => ({
      traceId: bytesOf(traceId),
      spanId: bytesOf(spanId),
      ...(parentSpanId !== undefined && { parentSpanId: bytesOf(parentSpanId) }),
      startTimeUnixNano: BigInt(startTimeUnixNano ?? "1772615704120000000"),
      endTimeUnixNano: BigInt(endTimeUnixNano ?? "1772615706260000000"),
      attributes: keyValues(attributes),
      ...(status === undefined ? {} : { status: { code: status.code ?? 0 } }),
    }),
  );
  const resourceSpans = [{ resource: { attributes: keyValues(resource) }, scopeSpans: [{ spans: encoded }] }];
  return toBinary(ExportTraceServiceRequestSchema, create(ExportTraceServiceRequestSchema, { resourceSpans }));
}
