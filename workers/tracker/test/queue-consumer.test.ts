import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { InteractionEvent } from "@voygent/contracts";
import { createDb, selectDeadLetters } from "@voygent/db";

import { adminHeaders, frontDoor, getJson, keyHeaders, postJson } from "../../../tests/stack/front-door.ts";
import { readNativeEvent } from "../src/intake/native-event.ts";
import { buryEvents } from "../src/services/queue/bury-events.ts";
import { consumeEvents } from "../src/services/queue/consume-events.ts";
import { encodeQueuedEvent } from "../src/services/queue/queued-event.ts";
import { eventOf } from "./event-of.ts";
import { faultyDatabase, overloaded } from "./faulty-database.ts";
import { rowsWhere } from "./stored.ts";
import { totalsOfEverything } from "./totals-of-everything.ts";
import { trackerEnv } from "./tracker-env.ts";

const DELAYED_MS = 3_600_000;

/** The body of a message that an intake put into the queue an hour ago. */
const bodyOf = (event: Record<string, unknown>) =>
  encodeQueuedEvent(
    readNativeEvent(InteractionEvent.parse(event), event, {
      receivedAtMs: Date.now() - DELAYED_MS,
      idempotencyKey: undefined,
    }),
  );

type Sent = { id: string; timestamp: Date; attempts: number; body: string };
const sent = (body: string): Sent => ({ id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body });

type Consume = typeof consumeEvents;

/** Delivers messages as a queue does; answers those that come again. */
async function deliver(consume: Consume, messages: Sent[], database: D1Database): Promise<Sent[]> {
  const batch = createMessageBatch("voygent-usage-events", messages);
  await consume({ ...trackerEnv, DB: database }, batch);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
  const retried = new Set(retryMessages.map(({ msgId }) => msgId));
  const decided = [...explicitAcks, ...retried].toSorted();
  const expected = messages.map(({ id }) => id).toSorted();
  if (JSON.stringify(decided) !== JSON.stringify(expected)) throw new Error("not every message was decided on");
  return messages.flatMap((message) =>
    retried.has(message.id) ? [{ ...message, attempts: message.attempts + 1 }] : [],
  );
}

/** Numbers from 0 to 1 that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A database of which half of the batches fail, half of these after they took place. */
function halfFailing(next: () => number): D1Database {
  return faultyDatabase(async (trip, answer) => {
    if (trip !== "batch" || next() < 0.5) return await answer();
    if (next() < 0.5) await answer();
    throw overloaded();
  });
}

async function countOf(ids: string[]): Promise<number> {
  const sql = "SELECT count(*) AS n FROM interactions WHERE id IN (SELECT value FROM json_each(?1))";
  return (await env.DB.prepare(sql).bind(JSON.stringify(ids)).first<number>("n")) ?? 0;
}

const stateOf = async (id: string) => await rowsWhere("dead_letters", "event ->> '$.event.id'", id);

/** A database that refuses one interaction, as a broken rule of the schema would. */
const refusingOf = (id: string): D1Database =>
  faultyDatabase(async (trip, answer) => await (trip === "batch" ? refusing(id, answer) : answer()));

async function refusing(id: string, answer: () => Promise<unknown>): Promise<unknown> {
  await env.DB.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON interactions WHEN NEW.id = '${id}' BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  );
  try {
    return await answer();
  } finally {
    await env.DB.exec("DROP TRIGGER refuse");
  }
}

const discard = async (id: string, headers: Record<string, string> = adminHeaders) =>
  await frontDoor(`/track/dead-letters/${id}`, { method: "DELETE", headers });

describe("a consumer whose database fails half of the time", () => {
  it.for([1, 2, 3])(
    "stores 300 events once, in whichever order they come again (seed %i)",
    async (seed, { expect }) => {
      const next = random(seed);
      const events = Array.from({ length: 300 }, () => eventOf());
      let messages = events.map((event) => sent(bodyOf(event)));
      // Queues deliver at least once: some messages come twice.
      messages.push(...messages.filter(() => next() < 0.1).map(({ body }) => sent(body)));
      while (messages.length > 0) {
        const mixed = messages.map((message) => ({ message, place: next() }));
        const order = mixed.toSorted((left, right) => left.place - right.place).map(({ message }) => message);
        const again = await deliver(consumeEvents, order.slice(0, 100), halfFailing(next));
        messages = [...order.slice(100), ...again];
      }
      expect(await countOf(events.map(({ id }) => id))).toBe(300);
      const { expected, actual } = await totalsOfEverything();
      expect(actual).toEqual(expected);
    },
  );
});

describe("a queued event", () => {
  it("keeps the time at which it was received, and is priced at its own time", async ({ expect }) => {
    const event = eventOf();
    await deliver(consumeEvents, [sent(bodyOf(event))], env.DB);
    const [row] = await rowsWhere("interactions", "id", event.id);
    expect(row).toMatchObject({ cost_status: "priced", ai_tokens_cost_nano_usd: 3_420_000 });
    expect(Number(row?.["received_at_ms"])).toBeLessThan(Date.now() - DELAYED_MS + 60_000);
    expect(row?.["occurred_at_ms"]).toBe(row?.["received_at_ms"]);
  });

  it("with the id of another is a warning and is done", async ({ expect }) => {
    const event = eventOf();
    const messages = [sent(bodyOf(event)), sent(bodyOf({ ...event, api_calls: 7 }))];
    expect(await deliver(consumeEvents, messages, env.DB)).toEqual([]);
    expect(await countOf([event.id])).toBe(1);
    const warnings = await rowsWhere("warnings", "subject", event.session_id);
    expect(warnings).toMatchObject([{ kind: "idempotency_conflict" }]);
  });

  it("that cannot be stored keeps no other event back, and becomes a dead letter", async ({ expect }) => {
    const [good, bad] = [eventOf(), eventOf()];
    const body = bodyOf(bad);
    const refusingDatabase = refusingOf(bad.id);
    const again = await deliver(consumeEvents, [sent(bodyOf(good)), sent(body)], refusingDatabase);
    expect(again.map((message) => message.body)).toEqual([body]);
    expect(await countOf([good.id])).toBe(1);

    expect(await deliver(buryEvents, [...again, ...again.map(() => sent(body))], refusingDatabase)).toEqual([]);
    expect(await stateOf(bad.id)).toMatchObject([{ error: "SQLITE_CONSTRAINT", event: body }]);
    expect(await countOf([bad.id])).toBe(0);
  });

  it("that the queue gave up is stored without a letter when the database is back", async ({ expect }) => {
    const event = eventOf();
    expect(await deliver(buryEvents, [sent(bodyOf(event))], env.DB)).toEqual([]);
    expect(await countOf([event.id])).toBe(1);
    expect(await stateOf(event.id)).toEqual([]);
  });

  it("stays in the queue while the database does not even take the letter", async ({ expect }) => {
    const event = eventOf();
    const away = faultyDatabase(async () => {
      throw overloaded();
    });
    expect(await deliver(buryEvents, [sent(bodyOf(event))], away)).toHaveLength(1);
  });

  it("of an unknown format is kept as a letter that cannot be replayed but discarded", async ({ expect }) => {
    const message = sent(JSON.stringify({ format: 99, event: { id: "x" } }));
    expect(await deliver(buryEvents, [message], env.DB)).toEqual([]);
    expect(await rowsWhere("dead_letters", "id", message.id)).toMatchObject([{ error: "unreadable", attempts: 1 }]);
    expect((await postJson(`/track/dead-letters/${message.id}/replay`, {})).status).toBe(409);
    expect((await discard(message.id)).status).toBe(200);
  });
});

/** Makes a dead letter of an event; answers the id of the letter. */
async function bury(event: Record<string, unknown> & { id: string }): Promise<string> {
  await deliver(buryEvents, [sent(bodyOf(event))], refusingOf(event.id));
  const [letter] = await stateOf(event.id);
  return String(letter?.["id"]);
}

describe("dead letters", () => {
  it("are listed oldest first, page by page, and say what they are", async ({ expect }) => {
    const events = [eventOf(), eventOf(), eventOf()];
    const ids: string[] = [];
    for (const event of events) ids.push(await bury(event));
    const found: unknown[] = [];
    let path = "/track/dead-letters?limit=1";
    for (let page = 0; page < 20; page += 1) {
      const list = await (await getJson(path)).json<{ data: { id: string }[]; next_cursor: string | null }>();
      found.push(...list.data);
      if (list.next_cursor === null) break;
      path = `/track/dead-letters?limit=1&cursor=${encodeURIComponent(list.next_cursor)}`;
    }
    const own = found.filter((letter) => ids.includes(String(Reflect.get(Object(letter), "id"))));
    expect(own).toMatchObject(
      events.map((event, index) => ({
        id: ids[index],
        event: { id: event.id, session_id: event.session_id, source: "api", model: "claude-sonnet-4-5-20250929" },
        error: "SQLITE_CONSTRAINT",
        attempts: 1,
      })),
    );
  });

  it("are found by their index, however many there are", async ({ expect }) => {
    const position = { firstFailedAtMs: 1, id: "a" };
    const { sql, params } = selectDeadLetters(createDb(env.DB), { after: position, limit: 1 }).toSQL();
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>();
    const steps = plan.results.map(({ detail }) => detail).join("\n");
    expect(steps).toContain("dead_letters_first_failed_at_ms_idx");
    expect(steps).not.toContain("TEMP B-TREE");
  });

  it("are replayed once, with an entry in the audit log", async ({ expect }) => {
    const event = eventOf();
    const id = await bury(event);
    const replayed = await postJson(`/track/dead-letters/${id}/replay`, {});
    expect([replayed.status, await replayed.json()]).toEqual([200, { id, status: "recorded" }]);
    expect((await postJson(`/track/dead-letters/${id}/replay`, {})).status).toBe(404);
    expect(await countOf([event.id])).toBe(1);
    expect(await stateOf(event.id)).toEqual([]);
    expect(await rowsWhere("audit_log", "subject", id)).toMatchObject([
      { action: "dead_letter.replayed", actor: "admin-token" },
    ]);
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  });

  it("are discarded, with an entry in the audit log", async ({ expect }) => {
    const event = eventOf();
    const id = await bury(event);
    expect(await (await discard(id)).json()).toEqual({ id, status: "discarded" });
    expect((await discard(id)).status).toBe(404);
    expect(await countOf([event.id])).toBe(0);
    expect(await rowsWhere("audit_log", "subject", id)).toMatchObject([{ action: "dead_letter.discarded" }]);
  });

  it("are for admins only", async ({ expect }) => {
    const created = await postJson("/api/keys", { name: crypto.randomUUID(), scopes: ["track", "read"] });
    const { key } = await created.json<{ key: string }>();
    const answers = [
      await getJson("/track/dead-letters", keyHeaders(key)),
      await postJson("/track/dead-letters/x/replay", {}, keyHeaders(key)),
      await discard("x", keyHeaders(key)),
      await getJson("/track/dead-letters", {}),
      await getJson("/track/dead-letters?cursor=nonsense"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 401, 400]);
  });
});
