import { AppError } from "@voygent/http";

import { decodeText } from "../decode-text.ts";
import { knownAttributes } from "./json-attributes.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { MAX_SPANS } from "./max-spans.ts";
import { refuseDenseJson } from "./refuse-dense-json.ts";
import type { Attributes, DecodedSpan } from "./otlp-span.ts";

const malformed = (path: string, message: string) =>
  new AppError("invalid_input", `the body is not an OTLP trace export: ${path}: ${message}`, {
    fields: [{ path, message }],
  });

/**
 * The items of a list of the body; absent and null are an empty list.
 * @throws AppError 400 when it is something else, 413 when it is longer than a request may be
 */
function listOf(value: unknown, path: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.length <= MAX_SPANS) return value;
    throw new AppError("payload_too_large", `${path}: expected at most ${MAX_SPANS} items`);
  }
  throw malformed(path, "expected a list");
}

function objectOf<Name extends string>(value: unknown, path: string): JsonObject<Name> | null {
  if (value === undefined || value === null) return null;
  if (isJsonObject<Name>(value)) return value;
  throw malformed(path, "expected an object");
}

const NANO = /^\d{1,20}$/;

/** The largest 64-bit number: OTLP says no time after 2554. */
const MAX_NANO = 2n ** 64n - 1n;

/** Nanoseconds since 1970; null for none, undefined when it is no such number. */
function nanoOf(value: unknown): bigint | null | undefined {
  if (value === undefined || value === null || value === 0 || value === "0") return null;
  if (typeof value === "string") {
    const nano = NANO.test(value) ? BigInt(value) : MAX_NANO + 1n;
    return nano <= MAX_NANO ? nano : undefined;
  }
  return typeof value === "number" && value > 0 && value < 2 ** 64 ? BigInt(Math.trunc(value)) : undefined;
}

type SpanField =
  | "traceId"
  | "spanId"
  | "parentSpanId"
  | "startTimeUnixNano"
  | "endTimeUnixNano"
  | "attributes"
  | "status";

function spanOf(value: unknown, resource: Attributes): DecodedSpan {
  if (!isJsonObject<SpanField>(value)) return { malformed: "span" };
  const startNano = nanoOf(value.startTimeUnixNano);
  if (startNano === undefined) return { malformed: "startTimeUnixNano" };
  const endNano = nanoOf(value.endTimeUnixNano);
  if (endNano === undefined) return { malformed: "endTimeUnixNano" };
  const attributes = knownAttributes(value.attributes);
  if (attributes === null) return { malformed: "attributes" };
  const code = isJsonObject<"code">(value.status) ? value.status.code : 0;
  return {
    traceId: typeof value.traceId === "string" ? value.traceId : "",
    spanId: typeof value.spanId === "string" ? value.spanId : "",
    parentSpanId: typeof value.parentSpanId === "string" ? value.parentSpanId : "",
    startNano,
    endNano,
    statusCode: code === "STATUS_CODE_ERROR" ? 2 : Number(code),
    attributes,
    resource,
  };
}

const notTaken = (path: string) => `belongs to ${path}, which is not taken; this path takes traces`;

/** Fields by which a sender shows that it is set up for something else; as unknown fields they would vanish in silence. */
const MISTAKEN = [
  ["resourceLogs", notTaken("/v1/logs")],
  ["resourceMetrics", notTaken("/v1/metrics")],
  ["resource_spans", "expected lowerCamelCase names, such as resourceSpans"],
] as const;

function parse(json: Uint8Array): unknown {
  refuseDenseJson(json);
  try {
    return JSON.parse(decodeText(json));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("malformed_json", "the body is not JSON");
  }
}

/**
 * The spans of an OTLP trace export in JSON, decoded one by one. Only what usage needs is read: the depth of everything
 * else does not matter.
 * @throws AppError 400 when it is not JSON, not a trace export, or an export of another signal; 413 when it has too many parts
 */
export function* decodeJson(json: Uint8Array): Generator<DecodedSpan> {
  const request = parse(json);
  if (!isJsonObject<"resourceSpans">(request)) throw malformed("body", "expected an object");
  for (const [field, hint] of MISTAKEN) if (field in request) throw malformed(field, hint);
  for (const resourceSpans of listOf(request.resourceSpans, "resourceSpans")) {
    const group = objectOf<"resource" | "scopeSpans">(resourceSpans, "resourceSpans");
    const resource = knownAttributes(objectOf<"attributes">(group?.resource, "resource")?.attributes);
    if (resource === null) throw malformed("resource.attributes", "expected a list");
    for (const scopeSpans of listOf(group?.scopeSpans, "scopeSpans")) {
      for (const span of listOf(objectOf<"spans">(scopeSpans, "scopeSpans")?.spans, "spans"))
        yield spanOf(span, resource);
    }
  }
}
