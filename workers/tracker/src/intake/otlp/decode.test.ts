import { AppError } from "@voygent/http";
import { describe, it } from "vitest";

import { decodeJson } from "./decode-json.ts";
import { decodeProtobuf } from "./decode-protobuf.ts";
import type { DecodedSpan } from "./otlp-span.ts";
import { exportProtobuf } from "./protobuf.fixture.ts";
import { readSpans } from "./read-spans.ts";
import { ARRIVAL, exportJson, GENAI_CALL, readJson, type SampleAttributes } from "./samples.fixture.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The code and text with which a body is refused. */
function refusalOf(spans: Iterable<DecodedSpan>): string {
  try {
    readSpans(spans, "otlp", ARRIVAL);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "taken";
}

const refusalOfJson = (text: string) => refusalOf(decodeJson(utf8(text)));

const SPAN = {
  traceId: "5e1d0c7a9b3f48e2a6d4c01f2b7e9835",
  spanId: "a1b2c3d4e5f60718",
  startTimeUnixNano: "1772615704120000001",
  endTimeUnixNano: "1772615706260000002",
  status: { code: 2 },
  attributes: {
    ...GENAI_CALL,
    "gen_ai.response.time_to_first_chunk": 0.38,
    "langfuse.trace.tags": ["a", "b"],
    "gen_ai.usage.cost": 0.1,
  },
};

/** The one span, with its attributes replaced by these, as they stand in JSON. */
const withAttributes = (attributes: unknown) => {
  const [span] = exportJson([SPAN]).resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  return readJson({ resourceSpans: [{ scopeSpans: [{ spans: [{ ...span, attributes }] }] }] });
};

const inputOf = (value: object) => {
  const { events, rejectedCount } = withAttributes([
    { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
    { key: "gen_ai.usage.input_tokens", value },
  ]);
  return rejectedCount > 0 ? "rejected" : events[0]?.tokens.input;
};

const withManyAttributes = (count: number) =>
  JSON.stringify(exportJson([SPAN])).replace(
    '"attributes":[',
    `"attributes":[${'{"key":"k","value":{}},'.repeat(count)}`,
  );

/** A body whose list of spans holds so many zeros. */
const withSpans = (count: number) => `{"resourceSpans":[{"scopeSpans":[{"spans":[0${",0".repeat(count - 1)}]}]}]}`;

const readBytes = (bytes: Uint8Array) => readSpans(decodeProtobuf(bytes), "otlp", ARRIVAL);

/** A message as the field of this tag. */
function within(tag: number, bytes: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let left = bytes.length; left > 0; left >>>= 7) length.push(left > 0x7f ? (left & 0x7f) | 0x80 : left);
  const whole = new Uint8Array(1 + length.length + bytes.length);
  whole.set([tag, ...length]);
  whole.set(bytes, 1 + length.length);
  return whole;
}

describe("JSON", () => {
  it("has attributes as a list or as an object, of values or of bare values", ({ expect }) => {
    const list = withAttributes(Object.entries(GENAI_CALL).map(([key, value]) => ({ key, value })));
    const values = exportJson([{ attributes: GENAI_CALL }]).resourceSpans[0]?.scopeSpans[0]?.spans[0]?.attributes ?? [];
    const wrapped = withAttributes(Object.fromEntries(values.map(({ key, value }) => [key, value])));
    const bare = withAttributes(GENAI_CALL);
    expect(list.events).toHaveLength(1);
    expect([wrapped.events, bare.events]).toEqual([list.events, list.events]);
    const tagged = withAttributes({ ...GENAI_CALL, "langfuse.trace.tags": ["a", 7, "b"] });
    expect(tagged.events[0]?.metadata).toMatchObject({ tags: ["a", "b"] });
  });

  it("has integers as texts and as numbers, exact, and what is beyond them refused", ({ expect }) => {
    expect([
      inputOf({ intValue: "12500" }),
      inputOf({ intValue: 12_500 }),
      inputOf({ doubleValue: 12_500 }),
      inputOf({ doubleValue: "NaN" }),
      inputOf({ intValue: "12,500" }),
      inputOf({ intValue: "9007199254740993" }),
      inputOf({ intValue: null }),
      inputOf({}),
      inputOf({ kvlistValue: { values: [] } }),
      inputOf({ bytesValue: "AAAA" }),
    ]).toEqual([
      12_500,
      12_500,
      12_500,
      "rejected",
      "rejected",
      "rejected",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("ignores what it does not know, names of prototypes too", ({ expect }) => {
    const text = JSON.stringify(exportJson([SPAN]))
      .replace(
        '"attributes":[',
        '"__proto__":{"traceId":"x"},"constructor":1,"links":[{}],"events":null,"attributes":[{"key":"__proto__","value":{"stringValue":"x"}},{"key":"constructor"},null,7,{},',
      )
      .replace('{"resourceSpans"', '{"unknown":[[{}]],"resourceSpans"');
    expect(readSpans(decodeJson(utf8(text)), "otlp", ARRIVAL).events).toEqual(readJson(exportJson([SPAN])).events);
    const object = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${SPAN.traceId}","spanId":"${SPAN.spanId}","attributes":{"__proto__":{"stringValue":"x"},"toString":1}}]}]}]}`;
    expect(readSpans(decodeJson(utf8(object)), "otlp", ARRIVAL)).toMatchObject({ events: [], rejectedCount: 0 });
  });

  it("may hold nothing", ({ expect }) => {
    const EMPTY = [
      "{}",
      '{"resourceSpans":null}',
      '{"resourceSpans":[]}',
      '{"resourceSpans":[{}]}',
      '{"resourceSpans":[{"scopeSpans":[{"spans":[]}]}]}',
    ];
    expect(EMPTY.map(refusalOfJson)).toEqual(EMPTY.map(() => "taken"));
  });

  it.for<[string, string]>([
    ["", "malformed_json: the body is not JSON"],
    ['{"resourceSpans":', "malformed_json: the body is not JSON"],
    ["null", "invalid_input: the body is not an OTLP trace export: body: expected an object"],
    ["[]", "invalid_input: the body is not an OTLP trace export: body: expected an object"],
    ['{"resourceSpans":{}}', "invalid_input: the body is not an OTLP trace export: resourceSpans: expected a list"],
    ['{"resourceSpans":[7]}', "invalid_input: the body is not an OTLP trace export: resourceSpans: expected an object"],
    [
      '{"resourceSpans":[{"scopeSpans":7}]}',
      "invalid_input: the body is not an OTLP trace export: scopeSpans: expected a list",
    ],
    [
      '{"resourceLogs":[]}',
      "invalid_input: the body is not an OTLP trace export: resourceLogs: belongs to /v1/logs, which is not taken; this path takes traces",
    ],
    [
      '{"resourceMetrics":[]}',
      "invalid_input: the body is not an OTLP trace export: resourceMetrics: belongs to /v1/metrics, which is not taken; this path takes traces",
    ],
    [
      '{"resource_spans":[]}',
      "invalid_input: the body is not an OTLP trace export: resource_spans: expected lowerCamelCase names, such as resourceSpans",
    ],
  ])("%s is refused as a whole", ([text, reason], { expect }) => {
    expect(refusalOfJson(text)).toBe(reason);
  });

  it("that is not UTF-8 is refused", ({ expect }) => {
    expect(refusalOf(decodeJson(Uint8Array.of(0x7b, 0xff, 0x7d)))).toBe("malformed_json: the body is not valid UTF-8");
  });

  it("may be nested deep in what is not read", ({ expect }) => {
    const depth = 100_000;
    const deep = `${'{"kvlistValue":{"values":[{"key":"k","value":'.repeat(depth)}1${"}]}}".repeat(depth)}`;
    const text = JSON.stringify(exportJson([SPAN])).replace(
      '"attributes":[',
      `"attributes":[{"key":"user.id","value":${deep}},`,
    );
    expect(readSpans(decodeJson(utf8(text)), "otlp", ARRIVAL).events).toHaveLength(1);
  });

  it("of a hundred thousand attributes is read, of a million refused before it is parsed", ({ expect }) => {
    expect(readSpans(decodeJson(utf8(withManyAttributes(100_000))), "otlp", ARRIVAL).events).toHaveLength(1);
    expect(refusalOfJson(withManyAttributes(1_000_000))).toBe(
      "payload_too_large: expected at most 500000 objects and lists in a body",
    );
  });

  it("of more than 50,000 spans, or of millions of numbers, is refused", ({ expect }) => {
    const twoLists = `{"resourceSpans":[{"scopeSpans":[{"spans":[0${",0".repeat(40_000)}]},{"spans":[0${",0".repeat(10_000)}]}]}]}`;
    expect([withSpans(50_000), withSpans(50_001), twoLists, withSpans(3_000_000)].map(refusalOfJson)).toEqual([
      "taken",
      "payload_too_large: spans: expected at most 50000 items",
      "payload_too_large: expected at most 50000 spans in one request",
      "payload_too_large: expected at most 2000000 values in a body",
    ]);
  });

  it("is not counted by the brackets in its texts", ({ expect }) => {
    const text = JSON.stringify(
      exportJson([{ ...SPAN, attributes: { ...GENAI_CALL, "gen_ai.prompt": '[{"\\"'.repeat(600_000) } }]),
    );
    expect(readSpans(decodeJson(utf8(text)), "otlp", ARRIVAL).events).toHaveLength(1);
  });
});

describe("protobuf", () => {
  it("says the same as JSON, its ids in hex", ({ expect }) => {
    const resource: SampleAttributes = { "service.name": "bot", "deployment.environment.name": "staging" };
    const fromJson = readJson(exportJson([{ ...SPAN, traceId: SPAN.traceId.toUpperCase() }], resource));
    expect(fromJson.events).toHaveLength(1);
    expect(readBytes(exportProtobuf([SPAN], resource))).toEqual(fromJson);
  });

  it("refuses bad ids and counts by span", ({ expect }) => {
    const negative = { ...SPAN, attributes: { ...SPAN.attributes, "gen_ai.usage.input_tokens": -1 } };
    const { events, rejectedCount, reasons } = readBytes(
      exportProtobuf([{ ...SPAN, traceId: "00".repeat(16) }, { ...SPAN, spanId: "a1b2" }, SPAN, negative]),
    );
    expect([events.length, rejectedCount, [...reasons.keys()]]).toEqual([
      1,
      3,
      [
        "traceId must be 32 hex digits, not all of them 0",
        "spanId must be 16 hex digits, not all of them 0",
        "gen_ai.usage.input_tokens must be a whole number from 0 to 10^12",
      ],
    ]);
  });

  it("may hold nothing", ({ expect }) => {
    expect(readBytes(new Uint8Array())).toMatchObject({ spanCount: 0 });
  });

  it("refuses a span with a text that is not UTF-8, and no other", ({ expect }) => {
    const marked = { ...SPAN, spanId: "b1b2c3d4e5f60718", attributes: { ...SPAN.attributes, "user.id": "broken" } };
    const bytes = exportProtobuf([marked, SPAN]);
    const at = bytes.findIndex((_, index) => utf8("broken").every((byte, offset) => bytes[index + offset] === byte));
    bytes[at] = 0xff;
    const { events, reasons } = readBytes(bytes);
    expect([events.map(({ id }) => id), [...reasons.keys()]]).toEqual([
      [`${SPAN.traceId}:${SPAN.spanId}`],
      ["attributes is not what OTLP says it is"],
    ]);
  });

  it("that is none, or is cut off, is refused as a whole", ({ expect }) => {
    const bytes = exportProtobuf([SPAN]);
    const refusals = [utf8('{"resourceSpans":[]}'), bytes.subarray(0, bytes.length - 3)].map((body) =>
      refusalOf(decodeProtobuf(body)),
    );
    expect(refusals).toEqual(refusals.map(() => "invalid_input: the body is not an OTLP trace export in protobuf"));
  });

  it("of a million empty attributes is refused before it is decoded", ({ expect }) => {
    // Field 9 of a span, of length 0, a million times, within fields 2, 2 and 1.
    const attributes = new Uint8Array(2_000_000).map((_, index) => (index % 2 === 0 ? 0x4a : 0));
    const body = within(0x0a, within(0x12, within(0x12, attributes)));
    expect(refusalOf(decodeProtobuf(body))).toBe("payload_too_large: expected at most 500000 messages in a body");
  });
});
