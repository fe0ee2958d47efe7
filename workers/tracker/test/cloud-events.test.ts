import { describe, it } from "vitest";

import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";
import { gzip } from "./gzip.ts";
import { rowsWhere } from "./stored.ts";

const STRUCTURED = "application/cloudevents+json";
const BATCH = "application/cloudevents-batch+json";

type Answer = {
  id?: string;
  status: string | number;
  code?: string;
  errors?: { path: string; message: string }[];
  warnings?: { code: string; message: string }[];
  recorded?: number;
  duplicates?: number;
  rejected?: number;
  results?: { index: number; id: string | null; status: string; error?: { errors?: { path: string }[] } }[];
};

async function send(
  body: BodyInit | null,
  contentType: string | null,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Answer }> {
  const type = contentType === null ? {} : { "content-type": contentType };
  const response = await frontDoor("/v1/events", {
    method: "POST",
    headers: { ...adminHeaders, ...type, ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const sendOne = async (event: object) => await send(JSON.stringify(event), STRUCTURED);
const sendList = async (events: unknown) => await send(JSON.stringify(events), BATCH);

const dataOf = (fields: Record<string, unknown> = {}) => ({
  session_id: `job_${crypto.randomUUID()}`,
  type: "chat",
  provider: "google",
  model: "gemini-2.5-pro",
  tokens: { input: 4000, output: 900, cache_read: 1000, reasoning: 350 },
  ...fields,
});

const eventOf = (fields: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  id: `call-${crypto.randomUUID()}`,
  source: "/acme/summariser",
  type: "com.acme.llm.call",
  time: "2026-03-04T11:00:00.250Z",
  subject: "u-17",
  datacontenttype: "application/json",
  data: dataOf(),
  ...fields,
});

const headersOf = (event: ReturnType<typeof eventOf>) => ({
  "ce-specversion": event.specversion,
  "ce-id": event.id,
  "ce-source": event.source,
  "ce-type": event.type,
  "ce-time": event.time,
  "ce-subject": event.subject,
});

const pathsOf = ({ body }: { body: Answer }) => body.errors?.map(({ path }) => path);

describe("one event as JSON", () => {
  it("is recorded with what its attributes say, and is a duplicate when it comes again", async ({ expect }) => {
    const event = eventOf();
    expect(await sendOne(event)).toMatchObject({ status: 201, body: { id: event.id, status: "recorded" } });
    expect(await sendOne(event)).toMatchObject({ status: 200, body: { id: event.id, status: "duplicate" } });
    const rows = await rowsWhere("interactions", "id", event.id);
    expect(rows).toMatchObject([
      {
        user_id: "u-17",
        session_id: event.data.session_id,
        source: "/acme/summariser",
        // 2026-03-04T11:00:00.250Z in ms since 1970.
        occurred_at_ms: 1_772_622_000_250,
        metadata: '{"ce_type":"com.acme.llm.call"}',
      },
    ]);
  });

  it("is a conflict when its id comes with other data", async ({ expect }) => {
    const event = eventOf();
    await sendOne(event);
    const changed = { ...event, data: { ...event.data, tokens: { input: 1 } } };
    expect(await sendOne(changed)).toMatchObject({ status: 409, body: { code: "idempotency_conflict" } });
  });

  it("is taken gzipped, with a charset, with nulls and with attributes that we do not know", async ({ expect }) => {
    const event = { ...eventOf(), datacontenttype: null, dataschema: null, data_base64: null, traceparent: "00-1-2" };
    const packed = await gzip([new TextEncoder().encode(JSON.stringify(event))]);
    const answer = await send(packed, "Application/CloudEvents+JSON; charset=UTF-8", { "content-encoding": "gzip" });
    expect(answer.status).toBe(201);
  });

  it("happens when it arrives if it says no time, and its user may stand in its data", async ({ expect }) => {
    const { time: _time, subject: _subject, ...event } = eventOf({ data: dataOf({ user_id: "u-in-data" }) });
    const before = Date.now();
    expect((await sendOne(event)).status).toBe(201);
    const [row] = await rowsWhere("interactions", "id", event.id);
    expect(row).toMatchObject({ user_id: "u-in-data" });
    expect(Number(row?.["occurred_at_ms"])).toBeGreaterThanOrEqual(before);
  });

  it("tells which of data and attributes was taken where both say something", async ({ expect }) => {
    const event = eventOf({ data: dataOf({ id: "other", source: "other", user_id: "u-17" }) });
    const { status, body } = await sendOne(event);
    expect([status, body.id]).toEqual([201, event.id]);
    const found = body.warnings?.filter(({ code }) => code === "conflicting_alias").map(({ message }) => message);
    expect(found).toEqual([
      "data.id differs from id; id was taken",
      "data.source differs from source; source was taken",
    ]);
  });

  it.for<[string, Record<string, unknown>, string[]]>([
    ["of another version", { specversion: "0.3" }, ["specversion"]],
    ["without an id", { id: "" }, ["id"]],
    ["without a source", { source: undefined }, ["source"]],
    ["without a type", { type: "" }, ["type"]],
    ["with a time that is none", { time: "yesterday" }, ["time"]],
    ["whose data are not JSON", { datacontenttype: "text/xml" }, ["datacontenttype"]],
    ["whose data are base64", { data: undefined, data_base64: "e30=" }, ["data_base64", "data"]],
    ["whose data are a text", { data: "chat" }, ["data"]],
    ["whose data lack the session", { data: { type: "chat" } }, ["data.session_id"]],
    ["without a user", { subject: undefined }, ["subject"]],
    ["with two users", { data: dataOf({ user_id: "u-18" }) }, ["data.user_id"]],
    ["with a source that only admins use for sample data", { source: "sample" }, ["data.session_id", "id"]],
  ])("%s is refused", async ([, fields, paths], { expect }) => {
    const event = eventOf(fields);
    const answer = await sendOne(event);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    expect(pathsOf(answer)).toEqual(paths);
    expect(await rowsWhere("interactions", "id", event.id)).toEqual([]);
  });

  it("that is refused is counted among the warnings", async ({ expect }) => {
    await sendOne(eventOf({ data: dataOf({ duration_ms: -1 }) }));
    const rows = await rowsWhere("warnings", "subject", "duration_ms");
    expect(rows).toMatchObject([{ kind: "rejected_item", source: "cloudevents", warning_count: 1 }]);
  });
});

describe("a list of events", () => {
  it("is answered for each, and good ones are stored although others are bad", async ({ expect }) => {
    const fee = eventOf({ data: { session_id: "job-88", type: "cost-event", cost_usd: 0.0125 } });
    const [call, bad] = [eventOf(), eventOf({ id: "" })];
    const first = await sendList([call, fee, bad, "nonsense"]);
    expect(first).toMatchObject({ status: 200, body: { recorded: 2, duplicates: 0, rejected: 2 } });
    expect(first.body.results).toMatchObject([
      { index: 0, id: call.id, status: "recorded" },
      { index: 1, id: fee.id, status: "recorded" },
      { index: 2, id: null, status: "invalid", error: { errors: [{ path: "id" }] } },
      { index: 3, id: null, status: "invalid" },
    ]);
    const again = await sendList([call, fee, bad, "nonsense"]);
    expect(again).toMatchObject({ status: 200, body: { recorded: 0, duplicates: 2, rejected: 2 } });
  });

  it("that is empty is a success", async ({ expect }) => {
    expect(await sendList([])).toEqual({
      status: 200,
      body: { recorded: 0, duplicates: 0, rejected: 0, results: [] },
    });
  });

  it("of 1000 is recorded, of 1001 refused", async ({ expect }) => {
    const data = dataOf();
    const events = Array.from({ length: 1001 }, () => eventOf({ data }));
    expect(await sendList(events)).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    expect(await sendList(events.slice(1))).toMatchObject({ status: 200, body: { recorded: 1000 } });
    expect(await rowsWhere("sessions", "id", data.session_id)).toMatchObject([{ interaction_count: 1000 }]);
  });

  it("that is no list is refused", async ({ expect }) => {
    expect(await sendList(eventOf())).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  });

  it("may come as plain JSON, and so may one event", async ({ expect }) => {
    const [one, listed] = [eventOf(), eventOf()];
    expect(await send(JSON.stringify(one), "application/json")).toMatchObject({ status: 201 });
    expect(await send(JSON.stringify([listed]), "application/json")).toMatchObject({
      status: 200,
      body: { recorded: 1 },
    });
  });
});

describe("an event in headers", () => {
  it("is the same event as in JSON", async ({ expect }) => {
    const event = eventOf();
    const binary = await send(JSON.stringify(event.data), "application/json", headersOf(event));
    expect(binary).toMatchObject({ status: 201, body: { id: event.id, status: "recorded" } });
    expect(await sendOne(event)).toMatchObject({ status: 200, body: { status: "duplicate" } });
  });

  it("is decoded: percent signs once, quotes and backslashes, in any case of the names", async ({ expect }) => {
    const event = eventOf();
    const headers = {
      ...headersOf(event),
      "CE-Subject": "Euro %E2%82%AC %F0%9F%98%80 100% %2541",
      "Ce-Source": String.raw`"/say/\"hi\""`,
      "ce-type": "a%20b%zz",
    };
    Reflect.deleteProperty(headers, "ce-subject");
    Reflect.deleteProperty(headers, "ce-source");
    expect((await send(JSON.stringify(event.data), "application/vnd.acme+json", headers)).status).toBe(201);
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([
      { user_id: "Euro € 😀 100% %41", source: '/say/"hi"', metadata: '{"ce_type":"a b%zz"}' },
    ]);
  });

  it("is JSON when it names no media type", async ({ expect }) => {
    const event = eventOf();
    const body = new TextEncoder().encode(JSON.stringify(event.data));
    expect((await send(body, null, headersOf(event))).status).toBe(201);
  });

  it.for<[string, Record<string, string>, string[]]>([
    ["without an id", { "ce-id": "" }, ["id"]],
    ["of another version", { "ce-specversion": "0.3" }, ["specversion"]],
    ["that is not UTF-8 when decoded", { "ce-subject": "%C3%28" }, ["subject"]],
    ["whose time is none", { "ce-time": "4 March" }, ["time"]],
  ])("%s is refused", async ([, changed, paths], { expect }) => {
    const event = eventOf();
    const answer = await send(JSON.stringify(event.data), "application/json", { ...headersOf(event), ...changed });
    expect(answer.status).toBe(400);
    expect(pathsOf(answer)).toEqual(paths);
  });

  it("without data is refused", async ({ expect }) => {
    expect(pathsOf(await send("", "application/json", headersOf(eventOf())))).toEqual(["data"]);
  });

  it.for(["text/plain", "application/octet-stream", "application/cloudevents+avro"])(
    "with data as %s is refused",
    async (type, { expect }) => {
      const answer = await send(JSON.stringify(dataOf()), type, headersOf(eventOf()));
      expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
    },
  );
});

describe("the path of events", () => {
  it("takes POST only, with a key", async ({ expect }) => {
    const got = await frontDoor("/v1/events", { headers: adminHeaders });
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await send("[]", BATCH, { authorization: "Bearer none" })).status).toBe(401);
  });

  it.for([STRUCTURED, BATCH])("refuses %s that is not JSON", async (type, { expect }) => {
    expect(await send("{", type)).toMatchObject({ status: 400, body: { code: "malformed_json" } });
  });
});
