import { describe, it } from "vitest";

import { adminHeaders, frontDoor, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { rowsWhere } from "./stored.ts";

type Answer = { code?: string; errors?: { path: string; message: string }[]; warnings?: { code: string }[] };

async function send(event: object): Promise<{ status: number; body: Answer }> {
  const response = await postJson("/track/interaction", event);
  return { status: response.status, body: await response.json() };
}

const refused: [what: string, fields: Record<string, unknown>, path: string][] = [
  ["a number where text belongs", { user_id: 5 }, "user_id"],
  ["a text where a number belongs", { tokens: { input: "5" } }, "tokens.input"],
  ["a negative count", { tokens: { input: -1 } }, "tokens.input"],
  ["a fractional count", { tokens: { output: 1.5 } }, "tokens.output"],
  ["a huge count", { tokens: { input: 1e15 } }, "tokens.input"],
  ["a count past every number", { api_calls: 1e300 }, "api_calls"],
  ["an id of 257 characters", { id: "x".repeat(257) }, "id"],
  ["an empty id", { id: "" }, "id"],
  ["an id with NUL", { id: "a\u0000b" }, "id"],
  ["half a character", { session_id: "a\ud800b" }, "session_id"],
  ["a timestamp without a zone", { timestamp: "2026-03-04T09:15:04" }, "timestamp"],
  ["a timestamp that is no date", { timestamp: "2026-02-30T09:15:04Z" }, "timestamp"],
  ["a timestamp in 1969", { timestamp: "1969-12-31T23:59:59Z" }, "timestamp"],
  ["a timestamp in 3000", { timestamp: "3000-01-01T00:00:00Z" }, "timestamp"],
  ["an unknown type", { type: "telepathy" }, "type"],
  ["a cost that is not an amount", { cost_usd: "free" }, "cost_usd"],
  ["a cost past what is kept exactly", { cost_usd: "9999999.99" }, "cost_usd"],
  ["metadata of more than 8 KiB", { metadata: { label: "x".repeat(8200) } }, "metadata"],
];

describe("a field that is not valid", () => {
  it.for(refused)("%s is refused with its path and without its value", async ([, fields, path], { expect }) => {
    const { status, body } = await send(eventOf(fields));
    expect([status, body.code]).toEqual([400, "invalid_input"]);
    expect(new Set(body.errors?.map((error) => error.path))).toEqual(new Set([path]));
    const value = String(Object.values(fields)[0]);
    expect(JSON.stringify(body.errors)).not.toContain(`"${value}"`);
  });

  it("lists every invalid field", async ({ expect }) => {
    const { body } = await send({ type: "chat" });
    expect(body.errors?.map((error) => error.path)).toEqual(["session_id", "user_id"]);
  });
});

describe("a field that looks odd and is valid", () => {
  const texts = [
    "🧑‍💻🎉",
    'it\'s "quoted" `so`',
    "'; DROP TABLE interactions; --",
    "=1+1",
    "<img src=x onerror=alert(1)>",
    "x".repeat(256),
  ];

  it.for(texts)("%s is stored as it is", async (text, { expect }) => {
    const suffix = crypto.randomUUID();
    const unique = text.length === 256 ? text.slice(0, 256 - suffix.length) + suffix : text + suffix;
    const event = eventOf({ id: unique, session_id: unique, user_id: unique });
    expect((await send(event)).status).toBe(201);
    expect((await send(event)).body).toMatchObject({ id: unique, status: "duplicate" });
    expect(await rowsWhere("interactions", "id", unique)).toMatchObject([{ session_id: unique, user_id: unique }]);
    expect(await rowsWhere("usage_quarter_hours", "user_id", unique)).toMatchObject([{ interaction_count: 1 }]);
  });

  it("256 emoji are 256 characters", async ({ expect }) => {
    expect((await send(eventOf({ environment: "😀".repeat(256) }))).status).toBe(201);
    expect((await send(eventOf({ environment: "😀".repeat(257) }))).status).toBe(400);
  });

  it.for(["__proto__", "constructor", "toString"])("a model named %s is counted", async (model, { expect }) => {
    const event = eventOf({ model });
    await send(event);
    await send(eventOf({ model, session_id: event.session_id }));
    const [session] = await rowsWhere("sessions", "id", event.session_id);
    expect(session?.["models"]).toBe(`{"${model}":2}`);
  });

  it("unknown fields are named, five at most, without their values", async ({ expect }) => {
    const names = ["constructor", "__proto__", "f1", "f2", "f3", "f4", "f5"];
    const unknown = names.map((name) => `"${name}":"secret"`).join(",");
    const response = await frontDoor("/track/interaction", {
      method: "POST",
      headers: { ...adminHeaders, "content-type": "application/json" },
      body: JSON.stringify(eventOf()).replace("{", `{${unknown},`),
    });
    const body: Answer = await response.json();
    expect(response.status).toBe(201);
    expect(body.warnings?.filter(({ code }) => code === "unknown_field")).toHaveLength(5);
    expect(JSON.stringify(body)).not.toContain("secret");
  });
});

describe("a time that is odd", () => {
  const odd: [string, string, string][] = [
    ["in 1970", "1970-01-01T00:00:00Z", "late_event"],
    ["in 2999", "2999-12-31T23:59:59.999Z", "future_timestamp"],
    ["a day ahead", new Date(Date.now() + 86_400_000).toISOString(), "future_timestamp"],
    ["ten minutes ahead", new Date(Date.now() + 600_000).toISOString(), "future_timestamp"],
    ["two years ago", new Date(Date.now() - 2 * 365 * 86_400_000).toISOString(), "late_event"],
  ];

  it.for(["2026-03-04t09:15:04.120z", "2026-03-04t10:15:04.120+01:00"])(
    "as RFC 3339 has it, in either case, %s is the same instant",
    async (timestamp, { expect }) => {
      const event = eventOf({ timestamp });
      expect((await postJson("/track/interaction", event)).status).toBe(201);
      const cloudEvent = { specversion: "1.0", id: `ce-${event.id}`, source: "ce", type: "usage", time: timestamp };
      expect((await postJson("/v1/events", [{ ...cloudEvent, data: eventOf() }])).status).toBe(200);
      const occurredAtMs = Date.parse("2026-03-04T09:15:04.120Z");
      expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ occurred_at_ms: occurredAtMs }]);
      expect(await rowsWhere("interactions", "id", cloudEvent.id)).toMatchObject([{ occurred_at_ms: occurredAtMs }]);
    },
  );

  it.for(odd)("%s is stored and warned about", async ([, timestamp, code], { expect }) => {
    const event = eventOf({ timestamp });
    const { status, body } = await send(event);
    expect([status, body.warnings?.map((warning) => warning.code)]).toEqual([201, [code, "unknown_session"]]);
    const occurredAtMs = Date.parse(timestamp);
    expect(await rowsWhere("interactions", "id", event.id)).toMatchObject([{ occurred_at_ms: occurredAtMs }]);
    expect(await rowsWhere("usage_quarter_hours", "user_id", String(event["user_id"]))).toMatchObject([
      { quarter_hour: Math.floor(occurredAtMs / 900_000) },
    ]);
  });

  it("two minutes ahead is a clock that runs fast: no warning", async ({ expect }) => {
    const { body } = await send(eventOf({ timestamp: new Date(Date.now() + 120_000).toISOString() }));
    expect(body.warnings?.map(({ code }) => code)).toEqual(["unknown_session"]);
  });
});
