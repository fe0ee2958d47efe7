import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { adminHeaders, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { app } from "../src/app.ts";
import { exportJson, GENAI_CALL } from "../src/intake/otlp/samples.fixture.ts";
import { eventOf } from "./event-of.ts";
import { faultyDatabase, lost, overloaded, stall } from "./faulty-database.ts";
import { rowsWhere } from "./stored.ts";
import { totalsOfEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

type Body = { path: string; type: string; text: string; ids: string[] };
type Intake = (count: number) => Body;

const span = () => ({
  traceId: crypto.randomUUID().replaceAll("-", ""),
  spanId: crypto.randomUUID().replaceAll("-", "").slice(0, 16),
});

const eventsOf = (count: number) => Array.from({ length: count }, () => eventOf());
const idsOf = (events: { id: string }[]) => events.map(({ id }) => id);
const cloudEvent = (data: { id: string }) => ({ specversion: "1.0", id: data.id, source: "ce", type: "usage", data });

const INTAKES: Record<string, Intake> = {
  interaction: () => {
    const event = eventOf();
    return { path: "/track/interaction", type: "application/json", text: JSON.stringify(event), ids: [event.id] };
  },
  batch: (count) => {
    const interactions = eventsOf(count);
    const text = JSON.stringify({ interactions });
    return { path: "/track/batch", type: "application/json", text, ids: idsOf(interactions) };
  },
  lines: (count) => {
    const events = eventsOf(count);
    const text = events.map((event) => JSON.stringify(event)).join("\n");
    return { path: "/track/batch", type: "application/x-ndjson", text, ids: idsOf(events) };
  },
  CloudEvents: (count) => {
    const events = eventsOf(count);
    const text = JSON.stringify(events.map(cloudEvent));
    return { path: "/v1/events", type: "application/cloudevents-batch+json", text, ids: idsOf(events) };
  },
  OpenTelemetry: (count) => {
    const spans = Array.from({ length: count }, span);
    const text = JSON.stringify(exportJson(spans.map((ids) => ({ ...ids, attributes: GENAI_CALL }))));
    const ids = spans.map(({ traceId, spanId }) => `${traceId}:${spanId}`);
    return { path: "/v1/traces", type: "application/json", text, ids };
  },
};
const NAMES = Object.keys(INTAKES);
const bodyOf = (name: string, count = 10): Body => INTAKES[name]?.(count) ?? bodyOf(`there is no intake ${name}`);

async function send(body: Body, database: D1Database, headers: Record<string, string> = adminHeaders) {
  const init = { method: "POST", headers: { "content-type": body.type, ...headers }, body: body.text };
  const response = await app.request(body.path, init, { ...trackerEnv, DB: database });
  return { status: response.status, retryAfter: response.headers.get("retry-after"), text: await response.text() };
}

const json = (path: string, value: unknown): Body => ({
  path,
  type: "application/json",
  text: JSON.stringify(value),
  ids: [],
});

async function storedOf(ids: string[]): Promise<string[]> {
  const sql = "SELECT id FROM interactions WHERE id IN (SELECT value FROM json_each(?1))";
  const { results } = await env.DB.prepare(sql).bind(JSON.stringify(ids)).all<{ id: string }>();
  return results.map(({ id }) => id).toSorted();
}

async function totalsDiffer(): Promise<boolean> {
  const { expected, actual } = await totalsOfEverything();
  return JSON.stringify(expected) !== JSON.stringify(actual);
}

/** A database whose first `count` batches go wrong in some way. */
function firstBatches(count: number, fault: (answer: () => Promise<unknown>) => Promise<unknown>): D1Database {
  let batches = 0;
  return faultyDatabase((trip, answer) => {
    if (trip !== "batch") return answer();
    batches += 1;
    return batches <= count ? fault(answer) : answer();
  });
}

/** A database whose answers are lost, whatever they say. */
const withoutAnswers = () =>
  faultyDatabase(async (trip, answer) => {
    await (trip === "batch" ? answer().catch(() => null) : answer());
    throw lost();
  });

const failBefore = (error: () => Error) => async () => {
  throw error();
};
const failAfter = (error: () => Error) => async (answer: () => Promise<unknown>) => {
  await answer();
  throw error();
};
const reset = () => new Error("D1_ERROR: Internal error in D1 DB storage caused object to be reset.");
const bareLost = () => new Error("Network connection lost.");

describe.for(NAMES)("%s", (name) => {
  const PASSING: [string, number, (answer: () => Promise<unknown>) => Promise<unknown>][] = [
    ["the connection breaks before the write", 2, failBefore(lost)],
    ["the connection breaks without D1 saying so", 1, failBefore(bareLost)],
    ["the database starts again before it has finished the batch", 1, failBefore(reset)],
    ["the answer is lost after the write", 1, failAfter(lost)],
    ["two answers are lost after the write", 2, failAfter(lost)],
  ];

  it.for(PASSING)("is stored once and acknowledged when %s", async ([, count, fault], { expect }) => {
    const body = bodyOf(name);
    const answer = await send(body, firstBatches(count, fault));
    expect([200, 201], answer.text).toContain(answer.status);
    expect(await storedOf(body.ids)).toEqual(body.ids.toSorted());
    expect(await totalsDiffer()).toBe(false);
  });

  it("is refused as 503 and not stored when the database is overloaded, which is asked once", async ({ expect }) => {
    const body = bodyOf(name);
    let batches = 0;
    const database = firstBatches(99, () => {
      batches += 1;
      return Promise.reject(overloaded());
    });
    const { status, retryAfter } = await send(body, database);
    expect({ status, retryAfter, batches }).toEqual({ status: 503, retryAfter: "1", batches: 1 });
    expect(await storedOf(body.ids)).toEqual([]);
    expect(await totalsDiffer()).toBe(false);
  });

  it("is counted once when all answers are lost, which is a 503, and it is sent again", async ({ expect }) => {
    const body = bodyOf(name);
    const { status, retryAfter } = await send(body, withoutAnswers());
    expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: "1" });
    expect((await send(body, env.DB)).status).toBe(200);
    expect(await storedOf(body.ids)).toEqual(body.ids.toSorted());
    expect(await totalsDiffer()).toBe(false);
  });
});

describe("a database that does not answer", () => {
  it("ends every intake with 503, and nothing is stored", async ({ expect }) => {
    const bodies = NAMES.map((name) => bodyOf(name));
    const answers = await Promise.all(
      bodies.map((body) =>
        send(
          body,
          faultyDatabase((trip, answer) => (trip === "batch" ? stall() : answer())),
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(NAMES.map(() => 503));
    expect(answers.map(({ retryAfter }) => retryAfter)).toEqual(NAMES.map(() => "1"));
    expect(await storedOf(bodies.flatMap(({ ids }) => ids))).toEqual([]);
    expect(await totalsDiffer()).toBe(false);
  });

  it("ends sessions, scores and the look at a key with 503", async ({ expect }) => {
    const { key } = await (
      await postJson("/api/keys", { name: crypto.randomUUID(), scopes: ["track"] })
    ).json<{ key: string }>();
    const silent = faultyDatabase(stall);
    const answers = await Promise.all([
      send(json("/track/session/start", { session_id: "s", user_id: "u" }), silent),
      send(json("/track/session/end", { session_id: "s" }), silent),
      send(json("/api/public/scores", { traceId: "t", name: "n", value: 1 }), silent),
      ...NAMES.map((name) => send(bodyOf(name), silent, keyHeaders(key))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    expect(answers.map(({ retryAfter }) => retryAfter)).toEqual(answers.map(() => "1"));
  });

  it("when asked what was stored before, ends the repetition with 503", async ({ expect }) => {
    const body = bodyOf("batch");
    await send(body, env.DB);
    const silent = faultyDatabase((trip, answer) => (trip.includes("interactions") ? stall() : answer()));
    expect((await send(body, silent)).status).toBe(503);
    expect((await send(body, env.DB)).status).toBe(200);
    expect(await storedOf(body.ids)).toEqual(body.ids.toSorted());
  });
});

describe("a request of several batches", () => {
  it.for(["lines", "OpenTelemetry"])(
    "of %s that breaks off after the first is counted once",
    async (name, { expect }) => {
      const body = bodyOf(name, 1200);
      let batches = 0;
      const database = faultyDatabase((trip, answer) => {
        if (trip === "batch") batches += 1;
        return trip === "batch" && batches > 1 ? Promise.reject(overloaded()) : answer();
      });
      expect((await send(body, database)).status).toBe(503);
      expect(await storedOf(body.ids)).toHaveLength(1000);
      expect(await totalsDiffer()).toBe(false);
      expect((await send(body, env.DB)).status).toBe(200);
      expect(await storedOf(body.ids)).toHaveLength(1200);
      expect(await totalsDiffer()).toBe(false);
    },
  );
});

const sendWithLostAnswer = async (path: string, value: unknown) =>
  await send(json(path, value), firstBatches(1, failAfter(lost)));

describe("sessions and scores", () => {
  it("are stored once when the answer is lost after the write", async ({ expect }) => {
    const id = crypto.randomUUID();
    const answers = [
      await sendWithLostAnswer("/track/session/start", { session_id: id, user_id: id }),
      await sendWithLostAnswer("/track/session/end", { session_id: id }),
      await sendWithLostAnswer("/api/public/scores", { id, traceId: id, name: "thumb", value: 1 }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await rowsWhere("sessions", "id", id)).toHaveLength(1);
    expect(await rowsWhere("feedback", "id", id)).toHaveLength(1);
  });
});
