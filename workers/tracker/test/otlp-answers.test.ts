import { fromBinary } from "@bufbuild/protobuf";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";
import { app } from "../src/app.ts";
import { exportProtobuf } from "../src/intake/otlp/protobuf.fixture.ts";
import { exportJson, GENAI_CALL, MARKER } from "../src/intake/otlp/samples.fixture.ts";
import { ExportTraceServiceResponseSchema, RpcStatusSchema } from "../src/intake/otlp/trace_pb.ts";
import { gzip } from "./gzip.ts";
import { everythingStored, rowsWhere } from "./stored.ts";
import { trackerEnv } from "./tracker-env.ts";

const JSON_TYPE = { "content-type": "application/json" };
const PROTOBUF_TYPE = { "content-type": "application/x-protobuf" };
const MIB = 1024 * 1024;

const post = async (path: string, body: BodyInit, headers: Record<string, string>) =>
  await frontDoor(path, { method: "POST", headers: { ...adminHeaders, ...headers }, body });

const freshIds = () => ({
  traceId: crypto.randomUUID().replaceAll("-", ""),
  spanId: crypto.randomUUID().replaceAll("-", "").slice(0, 16),
});

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const mediaTypeOf = (response: Response) => response.headers.get("content-type");

describe("an export in protobuf", () => {
  it("that is well is answered with no byte at all, and holds no content", async ({ expect }) => {
    const ids = freshIds();
    const attributes = { ...GENAI_CALL, "gen_ai.input.messages": MARKER, "langfuse.observation.output": MARKER };
    const response = await post("/v1/traces", exportProtobuf([{ ...ids, attributes }]), PROTOBUF_TYPE);
    expect([response.status, mediaTypeOf(response), (await bytesOf(response)).length]).toEqual([
      200,
      "application/x-protobuf",
      0,
    ]);
    expect(await rowsWhere("interactions", "id", `${ids.traceId}:${ids.spanId}`)).toHaveLength(1);
    expect(await everythingStored()).not.toContain(MARKER);
  });

  it("is the same interaction as in JSON, with ids in any case", async ({ expect }) => {
    const ids = freshIds();
    const spans = [{ ...ids, attributes: GENAI_CALL }];
    await post("/v1/traces", exportProtobuf(spans), PROTOBUF_TYPE);
    const before = await everythingStored();
    const json = exportJson([{ ...ids, traceId: ids.traceId.toUpperCase(), attributes: GENAI_CALL }]);
    expect(await (await post("/v1/traces", JSON.stringify(json), JSON_TYPE)).json()).toEqual({});
    expect(await everythingStored()).toBe(before);
  });

  it("with a bad span is answered in protobuf which one", async ({ expect }) => {
    const spans = [freshIds(), { ...freshIds(), spanId: "0".repeat(16) }].map((ids) => ({
      ...ids,
      attributes: GENAI_CALL,
    }));
    const response = await post("/v1/traces", exportProtobuf(spans), PROTOBUF_TYPE);
    expect([response.status, mediaTypeOf(response)]).toEqual([200, "application/x-protobuf"]);
    expect(fromBinary(ExportTraceServiceResponseSchema, await bytesOf(response))).toMatchObject({
      partialSuccess: {
        rejectedSpans: 1n,
        errorMessage: "1 span rejected: spanId must be 16 hex digits, not all of them 0 (1 span)",
      },
    });
  });
});

const countedBodies = async () =>
  (await rowsWhere("warnings", "subject", "body")).map(({ kind, source, warning_count }) => [
    kind,
    source,
    warning_count,
  ]);

describe("an export that is refused", () => {
  const REFUSALS: [
    what: string,
    path: string,
    body: string,
    headers: Record<string, string>,
    status: number,
    rpc: number,
    text: string,
  ][] = [
    ["not an export", "/v1/traces", "[]", {}, 400, 3, "the body is not an OTLP trace export"],
    ["of logs", "/v1/traces", '{"resourceLogs":[]}', {}, 400, 3, "/v1/logs"],
    ["without a key", "/v1/traces", "{}", { authorization: "" }, 401, 16, "send a valid key"],
    [
      "in an unknown encoding",
      "/v1/traces",
      "{}",
      { "content-encoding": "zstd" },
      415,
      3,
      "expected content-encoding gzip",
    ],
    ["to the path of metrics", "/v1/metrics", "{}", {}, 404, 5, "OpenTelemetry metrics are not taken"],
    ["to the path of logs", "/v1/logs", "{}", {}, 404, 5, "send traces to /v1/traces"],
  ];

  it.for(REFUSALS)(
    "as %s says so as exporters read it",
    async ([, path, body, headers, status, rpc, text], { expect }) => {
      const json = await post(path, body, { ...JSON_TYPE, ...headers });
      const problem: { status: number; detail: string; message: string } = await json.json();
      expect([json.status, mediaTypeOf(json), problem.status]).toEqual([status, "application/problem+json", status]);
      expect(problem.message).toContain(text);
      expect(problem.detail).toBe(problem.message);
      expect(json.headers.get("retry-after")).toBeNull();

      const protobuf = await post(path, body, { ...PROTOBUF_TYPE, ...headers });
      expect([protobuf.status, mediaTypeOf(protobuf)]).toEqual([status, "application/x-protobuf"]);
      expect(fromBinary(RpcStatusSchema, await bytesOf(protobuf)).code).toBe(rpc);
    },
  );

  it.for(["text/plain", "application/x-ndjson", "application/protobuf", ""])(
    "as %j names what is taken",
    async (type, { expect }) => {
      const response = await post("/v1/traces", new Uint8Array(), type === "" ? {} : { "content-type": type });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({
        message: "expected content-type application/json or application/x-protobuf",
      });
    },
  );

  it("by another method is told which one is right", async ({ expect }) => {
    for (const path of ["/v1/traces", "/api/public/otel/v1/traces"]) {
      const response = await frontDoor(path, { headers: adminHeaders });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
      expect([mediaTypeOf(response), await response.json()]).toMatchObject([
        "application/problem+json",
        { detail: "expected POST", message: "expected POST" },
      ]);
      const inProtobuf = [
        { method: "PUT", body: new Uint8Array(), headers: { ...adminHeaders, ...PROTOBUF_TYPE } },
        { headers: { ...adminHeaders, accept: "application/x-protobuf; q=0.9, */*" } },
      ];
      for (const init of inProtobuf) {
        const answer = await app.request(path, init, trackerEnv);
        expect([answer.status, mediaTypeOf(answer)]).toEqual([405, "application/x-protobuf"]);
        expect(fromBinary(RpcStatusSchema, await bytesOf(answer))).toMatchObject({
          code: 12,
          message: "expected POST",
        });
      }
    }
  });

  it("for what it is is counted among the warnings, by its way in; without a key it is not", async ({ expect }) => {
    await env.DB.exec("DELETE FROM warnings");
    await post("/v1/traces", "{}", { ...JSON_TYPE, authorization: "Bearer vk_none" });
    expect(await countedBodies()).toEqual([]);
    await post("/v1/traces", "{", JSON_TYPE);
    await post("/v1/traces", new Uint8Array([255]), PROTOBUF_TYPE);
    await post("/v1/traces", "{}", { "content-type": "text/plain" });
    await post("/api/public/otel/v1/traces", "[]", JSON_TYPE);
    expect(await countedBodies()).toEqual([
      ["rejected_item", "langfuse", 1],
      ["rejected_item", "otlp", 3],
    ]);
  });
});

/** An export of this many bytes. */
const padded = (bytes: number) => {
  const body = JSON.stringify(exportJson([{ ...freshIds(), attributes: { ...GENAI_CALL, "gen_ai.prompt": "@" } }]));
  return body.replace('"@"', `"${"x".repeat(bytes - body.length + 1)}"`);
};

const sendPacked = async (bytes: number) => {
  const body = await gzip([new TextEncoder().encode(padded(bytes))]);
  return (await post("/v1/traces", body, { ...JSON_TYPE, "content-encoding": "gzip" })).status;
};

describe("the size of an export", () => {
  it("may be 8 MiB as it travels and not a byte more", async ({ expect }) => {
    const statuses = [8 * MIB, 8 * MIB + 1].map(
      async (bytes) => (await post("/v1/traces", padded(bytes), JSON_TYPE)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 413]);
  });

  it("may be 32 MiB unpacked and not a byte more", async ({ expect }) => {
    expect([await sendPacked(32 * MIB), await sendPacked(32 * MIB + 1)]).toEqual([200, 413]);
  });
});

/** The database, of which every batch fails with this message. */
const failing = (message: string): D1Database =>
  new Proxy(env.DB, {
    get: (target, name) => {
      if (name === "batch") return async () => await Promise.reject(new Error(`D1_ERROR: ${message}`));
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

describe("a database that does not answer", () => {
  const FORMATS: [
    name: string,
    type: Record<string, string>,
    encode: (ids: ReturnType<typeof freshIds>) => BodyInit,
  ][] = [
    ["JSON", JSON_TYPE, (ids) => JSON.stringify(exportJson([{ ...ids, attributes: GENAI_CALL }]))],
    ["protobuf", PROTOBUF_TYPE, (ids) => exportProtobuf([{ ...ids, attributes: GENAI_CALL }])],
  ];

  it.for(FORMATS)(
    "is told in %s with 503 and Retry-After 1, and the resend is stored",
    async ([name, type, encode], { expect }) => {
      const ids = freshIds();
      await trackerEnv.PRICING_SYNC.ensurePriceBook();
      const bindings = { ...trackerEnv, DB: failing("D1 DB is overloaded. Too many requests queued.") };
      const init = { method: "POST", headers: { ...adminHeaders, ...type }, body: encode(ids) };
      const response = await app.request("/v1/traces", init, bindings);
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
      if (name === "JSON")
        expect(await response.json()).toMatchObject({ message: expect.stringContaining("send the request again") });
      else expect(fromBinary(RpcStatusSchema, await bytesOf(response)).code).toBe(14);
      expect(await rowsWhere("interactions", "id", `${ids.traceId}:${ids.spanId}`)).toEqual([]);

      expect((await post("/v1/traces", encode(ids), type)).status).toBe(200);
      expect(await rowsWhere("interactions", "id", `${ids.traceId}:${ids.spanId}`)).toHaveLength(1);
    },
  );
});
