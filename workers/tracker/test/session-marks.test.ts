import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { getJson, postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";

type Marks = { cancelled_count: number; is_temporary: boolean; error_count: number; archived: boolean };

const OLD = "2024-03-04T09:15:04.120Z";

async function marksOf(sessionId: string): Promise<Marks> {
  const session: Marks = await (await getJson(`/api/sessions/${sessionId}`)).json();
  const { cancelled_count, is_temporary, error_count, archived } = session;
  return { cancelled_count, is_temporary, error_count, archived };
}

/** One event per entry, all of them in one new session; gives back its id. */
async function sendInSession(...entries: Record<string, unknown>[]): Promise<string> {
  const { session_id, user_id } = eventOf();
  for (const fields of entries) {
    const response = await postJson("/track/interaction", eventOf({ session_id, user_id, ...fields }));
    if (!response.ok) throw new Error(`expected the event to be recorded: ${await response.text()}`);
  }
  return session_id;
}

const TEMPORARY = { metadata: { is_temporary: true } };

describe("a session", () => {
  it("counts its stopped interactions beside its failed ones", async ({ expect }) => {
    const id = await sendInSession({ status: "cancelled" }, { status: "error" }, {}, { status: "cancelled" });
    expect(await marksOf(id)).toEqual({ cancelled_count: 2, is_temporary: false, error_count: 1, archived: false });
  });

  it("counts a stopped interaction once however often it is sent", async ({ expect }) => {
    const event = eventOf({ status: "cancelled" });
    for (const _ of [1, 2, 3]) await postJson("/track/interaction", event);
    expect(await marksOf(event.session_id)).toMatchObject({ cancelled_count: 1 });
  });

  it.for([
    ["its first interaction says so", [TEMPORARY, {}]],
    ["a later interaction says so", [{}, TEMPORARY]],
  ] as const)("is temporary when %s", async ([, entries], { expect }) => {
    expect(await marksOf(await sendInSession(...entries))).toMatchObject({ is_temporary: true });
  });

  it.for([
    ["says so in words", { metadata: { is_temporary: "true" } }],
    ["says so of something else", { metadata: { folder: { is_temporary: true } } }],
    ["denies it", { metadata: { is_temporary: false } }],
  ] as const)("is not temporary when an interaction %s", async ([, fields], { expect }) => {
    expect(await marksOf(await sendInSession(fields))).toMatchObject({ is_temporary: false });
  });

  it.for(["before", "behind"])("is temporary when a start %s its interactions says so", async (when, { expect }) => {
    const event = eventOf();
    const { session_id, user_id } = event;
    const start = () => postJson("/track/session/start", { session_id, user_id, ...TEMPORARY });
    const interact = () => postJson("/track/interaction", event);
    for (const send of when === "before" ? [start, interact] : [interact, start]) await send();
    expect(await marksOf(session_id)).toMatchObject({ is_temporary: true });
  });

  it("keeps its marks in the archive and when it comes back", async ({ expect }) => {
    const { session_id, user_id } = eventOf();
    const send = (fields: object) => postJson("/track/interaction", eventOf({ session_id, user_id, ...fields }));
    await send({ timestamp: OLD, status: "cancelled", ...TEMPORARY });
    await postJson("/archive/run", { older_than: "2025-01-01" });
    const marks = { cancelled_count: 1, is_temporary: true, error_count: 0 };
    expect(await marksOf(session_id)).toEqual({ ...marks, archived: true });
    await send({ status: "cancelled" });
    expect(await marksOf(session_id)).toEqual({ ...marks, cancelled_count: 2, archived: false });
  });
});

describe("the migration that adds the marks", () => {
  it("reads them from the interactions that are stored", async ({ expect }) => {
    const stopped = await sendInSession({ status: "cancelled" }, { status: "cancelled", ...TEMPORARY });
    const plain = await sendInSession({}, { metadata: { folder: { is_temporary: true } } });
    await env.DB.prepare("UPDATE sessions SET cancelled_count = 0, is_temporary = 0").run();
    const migration = env.TEST_MIGRATIONS.find(({ name }) => name.includes("count_stops_of_sessions"));
    const updates = migration?.queries.filter((query) => query.includes("UPDATE")) ?? [];
    await env.DB.batch(updates.map((update) => env.DB.prepare(update)));
    expect(await marksOf(stopped)).toMatchObject({ cancelled_count: 2, is_temporary: true });
    expect(await marksOf(plain)).toMatchObject({ cancelled_count: 0, is_temporary: false });
  });
});
