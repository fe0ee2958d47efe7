import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";
import { lifetimesOf, rowsWhere } from "./stored.ts";

type Answer = {
  status: string;
  started_at: string;
  ended_at: string | null;
  warnings: { code: string }[];
  code?: string;
};

async function send(path: string, body: object): Promise<{ status: number; body: Answer; codes: string[] }> {
  const response = await postJson(path, body);
  const answer: Answer = await response.json();
  return { status: response.status, body: answer, codes: (answer.warnings ?? []).map(({ code }) => code) };
}

const start = (body: object) => send("/track/session/start", body);
const end = (body: object) => send("/track/session/end", body);
const interact = (body: object) => send("/track/interaction", body);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

async function moveToArchive(sessionId: string): Promise<void> {
  const places = { interactions: "session_id", sessions: "id" };
  for (const [table, column] of Object.entries(places)) {
    const where = `FROM ${table} WHERE ${column} = ?1`;
    await env.DB.prepare(`INSERT INTO ${table}_archive SELECT * ${where}`).bind(sessionId).run();
    await env.DB.prepare(`DELETE ${where}`).bind(sessionId).run();
  }
}

const DAY = 96;
const WEEK = 7 * DAY;

/** Says that a day or week which begins at this local quarter hour is closed at all offsets at which it ends until then. */
const closedPeriod = (quarterHours: number, localQuarterHour: number, closedTo: number) =>
  env.DB.prepare("INSERT INTO closed_periods VALUES (?1, ?2, ?3)").bind(quarterHours, localQuarterHour, closedTo);

const closedPeriods = async () => {
  const { results } = await env.DB.prepare("SELECT quarter_hours, local_quarter_hour FROM closed_periods").all();
  return results.map((row) => [row["quarter_hours"], row["local_quarter_hour"]]);
};

describe("a session", () => {
  it("is opened once however often it is started", async ({ expect }) => {
    const { session_id, user_id } = eventOf();
    expect(await start({ session_id, user_id })).toMatchObject({
      status: 201,
      body: { status: "active", ended_at: null },
    });
    expect((await start({ session_id, user_id })).status).toBe(200);
    expect(await lifetimesOf(String(user_id))).toMatchObject([{ session_count: 1, interaction_count: 0 }]);
  });

  it("that was started is known to its interactions", async ({ expect }) => {
    const event = eventOf();
    await start({ session_id: event.session_id, user_id: event["user_id"], started_at: minutesAgo(1) });
    expect(await interact(event)).toMatchObject({ status: 201, codes: [] });
    expect(await lifetimesOf(String(event["user_id"]))).toMatchObject([{ session_count: 1 }]);
  });

  it("is opened by its first interaction, and a start that comes later moves its start back", async ({ expect }) => {
    const event = eventOf({ timestamp: minutesAgo(5) });
    expect((await interact(event)).codes).toEqual(["unknown_session"]);
    const startedAt = minutesAgo(10);
    const answer = await start({ session_id: event.session_id, user_id: event["user_id"], started_at: startedAt });
    expect(answer).toMatchObject({ status: 200, body: { started_at: startedAt } });
    expect(await lifetimesOf(String(event["user_id"]))).toMatchObject([{ session_count: 1 }]);
  });

  it("moves its start back for an interaction that is older, with a warning", async ({ expect }) => {
    const event = eventOf({ timestamp: minutesAgo(5) });
    await interact(event);
    const older = eventOf({ session_id: event.session_id, user_id: event["user_id"], timestamp: minutesAgo(50) });
    expect((await interact(older)).codes).toEqual(["before_session_start"]);
    expect(await rowsWhere("sessions", "id", event.session_id)).toMatchObject([
      {
        started_at_ms: Date.parse(String(older["timestamp"])),
        last_activity_at_ms: Date.parse(String(event["timestamp"])),
      },
    ]);
  });

  it("that nobody knows cannot be ended", async ({ expect }) => {
    expect(await end({ session_id: crypto.randomUUID() })).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  it("stays ended for an interaction from before its end, and opens again for a newer one", async ({ expect }) => {
    const { session_id, user_id } = eventOf();
    await start({ session_id, user_id, started_at: minutesAgo(60) });
    expect(await end({ session_id, ended_at: minutesAgo(30) })).toMatchObject({
      status: 200,
      body: { status: "ended" },
    });
    expect((await interact(eventOf({ session_id, user_id, timestamp: minutesAgo(40) }))).codes).toEqual([]);
    expect(await rowsWhere("sessions", "id", session_id)).toMatchObject([{ ended_at_ms: expect.any(Number) }]);
    expect((await interact(eventOf({ session_id, user_id, timestamp: minutesAgo(2) }))).codes).toEqual([
      "session_reopened",
    ]);
    expect(await rowsWhere("sessions", "id", session_id)).toMatchObject([{ ended_at_ms: null }]);
  });

  it("does not end before its last activity", async ({ expect }) => {
    const timestamp = minutesAgo(5);
    const event = eventOf({ timestamp });
    await interact(event);
    expect((await end({ session_id: event.session_id, ended_at: minutesAgo(30) })).body.ended_at).toBe(timestamp);
  });

  it("stays with its user; another user's interaction is stored under its own", async ({ expect }) => {
    const event = eventOf();
    await interact(event);
    const other = eventOf({ session_id: event.session_id });
    expect((await interact(other)).codes).toEqual(["session_user_mismatch"]);
    expect(await rowsWhere("sessions", "id", event.session_id)).toMatchObject([
      { user_id: event["user_id"], interaction_count: 2 },
    ]);
    expect(await lifetimesOf(String(other["user_id"]))).toMatchObject([{ session_count: 0, interaction_count: 1 }]);
  });

  it("counts its models", async ({ expect }) => {
    const { session_id } = eventOf();
    for (const model of ["a-model", "b-model", "a-model"]) await interact(eventOf({ session_id, model }));
    const [session] = await rowsWhere("sessions", "id", session_id);
    expect(JSON.parse(String(session?.["models"]))).toEqual({ "a-model": 2, "b-model": 1 });
  });
});

describe("the archive", () => {
  it("still knows its interactions: one that comes again is a duplicate and its session stays there", async ({
    expect,
  }) => {
    const event = eventOf();
    await interact(event);
    await moveToArchive(event.session_id);
    expect(await interact(event)).toMatchObject({ status: 200, body: { status: "duplicate" } });
    expect(await rowsWhere("sessions", "id", event.session_id)).toEqual([]);
  });

  it("gives a session back that goes on, with all its totals", async ({ expect }) => {
    const event = eventOf();
    await interact(event);
    await moveToArchive(event.session_id);
    expect((await interact(eventOf({ session_id: event.session_id, user_id: event["user_id"] }))).codes).toEqual([]);
    expect(await rowsWhere("sessions", "id", event.session_id)).toMatchObject([{ interaction_count: 2 }]);
    expect(await rowsWhere("sessions_archive", "id", event.session_id)).toEqual([]);
    expect(await lifetimesOf(String(event["user_id"]))).toMatchObject([{ session_count: 1, interaction_count: 2 }]);
  });
});

describe("a finished day or week", () => {
  /** The furthest clocks: 14 hours ahead of UTC and 12 behind. */
  const [AHEAD, BEHIND] = [14 * 4, 12 * 4];

  it("is opened again by an event that lies in it at some UTC offset, and no other is", async ({ expect }) => {
    await env.DB.prepare("DELETE FROM closed_periods").run();
    const at = Math.floor(Date.parse("2001-05-05T10:00:00Z") / 900_000);
    const [lastWeek, lastDay] = [at - WEEK - BEHIND + 1, at - DAY - BEHIND + 1];
    await env.DB.batch([
      closedPeriod(DAY, lastDay, lastDay + DAY + BEHIND),
      closedPeriod(DAY, lastDay - 1, lastDay - 1 + DAY + BEHIND),
      closedPeriod(DAY, at + AHEAD, at + DAY),
      closedPeriod(DAY, at + AHEAD + 1, at + 1 + DAY),
      closedPeriod(DAY, at, at),
      closedPeriod(DAY, at - 1, at + 1),
      closedPeriod(WEEK, lastWeek, lastWeek + WEEK + BEHIND),
      closedPeriod(WEEK, lastWeek - 1, lastWeek - 1 + WEEK + BEHIND),
    ]);
    await interact(eventOf({ timestamp: "2001-05-05T10:14:59.999Z" }));
    expect(await closedPeriods()).toEqual([
      [DAY, lastDay - 1],
      [DAY, at],
      [DAY, at + AHEAD + 1],
      [WEEK, lastWeek - 1],
    ]);
  });

  it("is opened again when a session of it turns out to have begun before", async ({ expect }) => {
    const first = eventOf({ timestamp: "2001-05-05T10:00:00Z" });
    await interact(first);
    await env.DB.prepare("DELETE FROM closed_periods").run();
    const day = Math.floor(Date.parse("2001-05-05T00:00:00Z") / 900_000);
    await env.DB.batch([closedPeriod(DAY, day, day + DAY), closedPeriod(DAY, day + 2 * DAY, day + 3 * DAY)]);
    await interact({ ...eventOf({ timestamp: "2001-03-01T10:00:00Z" }), session_id: first.session_id });
    expect(await closedPeriods()).toEqual([[DAY, day + 2 * DAY]]);
  });
});
