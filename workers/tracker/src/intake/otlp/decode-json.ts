import { AppError } from "@voygent/http";

import { decodeText } from "../decode-text.ts";
import { isKnownAttribute } from "./attribute-names.ts";
import { MAX_SPANS } from "./max-spans.ts";
import { refuseDenseJson } from "./refuse-dense-json.ts";
import type { AttributeValue, Attributes, DecodedSpan } from "./otlp-span.ts";

/** An object of which these fields are looked at; one that is absent is undefined, which `unknown` has room for. */
type Fields<Name extends string> = { readonly [Field in Name]: unknown };

const isObjectOf = <Name extends string>(value: unknown): value is Fields<Name> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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

function objectOf<Name extends string>(value: unknown, path: string): Fields<Name> | null {
  if (value === undefined || value === null) return null;
  if (isObjectOf<Name>(value)) return value;
  throw malformed(path, "expected an object");
}

const INTEGER = /^-?\d{1,20}$/;

/** 64-bit integers come as a text or as a number. */
function numberOf(value: unknown, pattern: RegExp): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return null;
  return pattern.test(value) ? Number(value) : Number.NaN;
}

const DECIMAL = /^-?[\d.eE+-]{1,32}$/;

function textsOf(list: unknown): readonly string[] | null {
  if (!isObjectOf<"values">(list) || !Array.isArray(list.values)) return null;
  return list.values.flatMap((value: unknown) =>
    isObjectOf<"stringValue">(value) && typeof value.stringValue === "string" ? value.stringValue : [],
  );
}

type AnyValueField = "stringValue" | "intValue" | "doubleValue" | "boolValue" | "arrayValue";

/** An AnyValue, or a bare value as some senders write it; null for an empty one and for what no vocabulary uses. */
function attributeValue(value: unknown): AttributeValue | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.filter((text) => typeof text === "string");
  if (!isObjectOf<AnyValueField>(value)) return null;
  if (typeof value.stringValue === "string") return value.stringValue;
  if (typeof value.boolValue === "boolean") return value.boolValue;
  return numberOf(value.intValue, INTEGER) ?? numberOf(value.doubleValue, DECIMAL) ?? textsOf(value.arrayValue);
}

/** The known ones of a list of attributes, or of an object of them, which some senders write instead. */
function knownAttributes(list: unknown): Attributes | null {
  const known = new Map<string, AttributeValue>();
  const add = (name: unknown, value: unknown) => {
    if (typeof name !== "string" || !isKnownAttribute(name)) return;
    const read = attributeValue(value);
    if (read !== null) known.set(name, read);
  };
  if (Array.isArray(list)) {
    for (const entry of list) if (isObjectOf<"key" | "value">(entry)) add(entry.key, entry.value);
  } else if (isObjectOf(list)) {
    for (const [name, value] of Object.entries(list)) add(name, value);
  } else if (list !== undefined && list !== null) return null;
  return known;
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
  if (!isObjectOf<SpanField>(value)) return { malformed: "span" };
  const startNano = nanoOf(value.startTimeUnixNano);
  if (startNano === undefined) return { malformed: "startTimeUnixNano" };
  const endNano = nanoOf(value.endTimeUnixNano);
  if (endNano === undefined) return { malformed: "endTimeUnixNano" };
  const attributes = knownAttributes(value.attributes);
  if (attributes === null) return { malformed: "attributes" };
  const code = isObjectOf<"code">(value.status) ? value.status.code : 0;
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
  if (!isObjectOf<"resourceSpans">(request)) throw malformed("body", "expected an object");
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
