import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { InteractionEvent } from "@voygent/contracts";
import {
  addUsageQuarterHours,
  addUsers,
  foldUsers as foldStatement,
  insertInteractions,
  reopenPeriods,
  selectStoredInteractions,
  selectTrackedSessions,
  selectUsersToFold,
  sentQuarterHours,
} from "@voygent/db";

import { foldUsers } from "../src/jobs/fold-users.ts";
import { readNativeEvent } from "../src/intake/native-event.ts";
import { recordInteractions } from "../src/services/record-interactions.ts";
import { eventOf } from "./event-of.ts";
import { trackerEnv } from "./tracker-env.ts";

const HOUR_MS = 3_600_000;

async function rowsFor(events: Record<string, unknown>[]): Promise<{ rowsRead: number; rowsWritten: number }> {
  const usage = events.map((event) =>
    readNativeEvent(InteractionEvent.parse(event), event, { receivedAtMs: Date.now(), idempotencyKey: undefined }),
  );
  const { rowsRead, rowsWritten } = await recordInteractions(trackerEnv, usage);
  return { rowsRead, rowsWritten };
}

/** The plan of a statement, one line per step, as SQLite explains it. */
async function planOf(sql: string): Promise<string[]> {
  const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>();
  return plan.results.map(({ detail }) => detail);
}

/** The SQL that a statement function prepares. */
async function sqlOf(build: (database: D1Database) => unknown): Promise<string> {
  const prepared: string[] = [];
  const statement = { bind: () => statement };
  const recorder = new Proxy(env.DB, {
    get: (database, name) => {
      if (name !== "prepare") return Reflect.get(database, name);
      return (sql: string) => {
        prepared.push(sql);
        return statement;
      };
    },
  });
  build(recorder);
  return (prepared[0] ?? "").replaceAll(/\?\d+/g, "'[]'");
}

/** The same users in the same sessions, ten each, in one quarter hour. */
function hundredEvents(sessions: Record<string, unknown>[], startMs: number): Record<string, unknown>[] {
  return Array.from({ length: 100 }, (_, index) => {
    const { session_id, user_id } = sessions[index % sessions.length] ?? eventOf();
    return eventOf({ session_id, user_id, timestamp: new Date(startMs + index * 1000).toISOString() });
  });
}

describe("rows written", () => {
  it("by the first interaction of a user are 7", async ({ expect }) => {
    // Interaction 1 + 2 indexes, session 1 + 1 index, quarter hour 1, user 1.
    expect((await rowsFor([eventOf()])).rowsWritten).toBe(7);
  });

  it("by one interaction in a new session of a known user are 6", async ({ expect }) => {
    const event = eventOf({ timestamp: new Date(Date.now() - 60_000).toISOString() });
    await rowsFor([event]);
    expect((await rowsFor([eventOf({ user_id: event["user_id"] })])).rowsWritten).toBe(6);
  });

  it("by one interaction that goes on with a session are 6", async ({ expect }) => {
    const event = eventOf({ timestamp: new Date(Date.now() - 60_000).toISOString() });
    await rowsFor([event]);
    const next = eventOf({ session_id: event.session_id, user_id: event["user_id"] });
    expect((await rowsFor([next])).rowsWritten).toBe(6);
  });

  it("by one interaction of a user whose totals were just summed are 6", async ({ expect }) => {
    const event = eventOf({ timestamp: new Date(Date.now() - HOUR_MS).toISOString() });
    await rowsFor([event]);
    expect(await foldUsers(env.DB, { nowMs: Date.now() })).toBeGreaterThan(0);
    const next = eventOf({ session_id: event.session_id, user_id: event["user_id"] });
    expect((await rowsFor([next])).rowsWritten).toBe(6);
  });

  it("by one interaction that comes after its user's totals have passed it are 7", async ({ expect }) => {
    const timestamp = new Date(Date.now() - HOUR_MS).toISOString();
    const event = eventOf({ timestamp });
    await rowsFor([event]);
    await foldUsers(env.DB, { nowMs: Date.now() });
    const late = eventOf({ session_id: event.session_id, user_id: event["user_id"], timestamp });
    // The six of any other, and the user's row.
    expect((await rowsFor([late])).rowsWritten).toBe(7);
  });

  it("by one interaction of a session that lasts for more than a week are 7", async ({ expect }) => {
    const event = eventOf({ timestamp: new Date(Date.now() - 8 * 24 * HOUR_MS).toISOString() });
    await rowsFor([event]);
    const next = eventOf({ session_id: event.session_id, user_id: event["user_id"] });
    expect((await rowsFor([next])).rowsWritten).toBe(7);
  });

  it("by a repeated interaction are none", async ({ expect }) => {
    const event = eventOf();
    await rowsFor([event]);
    expect((await rowsFor([event])).rowsWritten).toBe(0);
  });

  it("by a batch of 100 in 10 sessions are less than 4 per interaction", async ({ expect }) => {
    const sessions = Array.from({ length: 10 }, () => eventOf());
    const start = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS;
    // 100 interactions × 3, 10 sessions × 2, 10 quarter hours; and 10 users the first time.
    expect((await rowsFor(hundredEvents(sessions, start))).rowsWritten).toBe(340);
    expect((await rowsFor(hundredEvents(sessions, start + 200_000))).rowsWritten).toBe(330);
  });
});

describe("rows read", () => {
  it("by one interaction do not grow with what is stored", async ({ expect }) => {
    const before = await rowsFor([eventOf()]);
    await rowsFor(Array.from({ length: 500 }, () => eventOf()));
    expect((await rowsFor([eventOf()])).rowsRead).toBe(before.rowsRead);
  });
});

describe("query plans", () => {
  const statements: [string, (database: D1Database) => unknown][] = [
    ["selectTrackedSessions", (database) => selectTrackedSessions(database, "[]")],
    ["selectStoredInteractions", (database) => selectStoredInteractions(database, "[]")],
    ["addUsageQuarterHours", (database) => addUsageQuarterHours(database, sentQuarterHours([]))],
    ["addUsers", (database) => addUsers(database, sentQuarterHours([]))],
    ["foldUsers", (database) => foldStatement(database, [])],
    ["reopenPeriods", (database) => reopenPeriods(database, { quarterHours: [], oldest: [] })],
    ["insertInteractions", (database) => insertInteractions(database, [])],
  ];

  it.for(statements)("%s scans nothing but its parameter", async ([, build], { expect }) => {
    const plan = await planOf(await sqlOf(build));
    const scans = plan.filter(
      (step) =>
        step.startsWith("SCAN") &&
        !/VIRTUAL TABLE|CONSTANT ROW|^SCAN (item|sender|touched|gained|lengths|\(subquery-\d+\))$/.test(step),
    );
    expect(scans, plan.join("\n")).toEqual([]);
  });

  it("a known user is found by primary key, and the usage that totals lack by a range of it", async ({ expect }) => {
    const plans = [
      ...(await planOf(await sqlOf((database) => addUsers(database, sentQuarterHours([]))))),
      ...(await planOf(await sqlOf((database) => foldStatement(database, [])))),
      ...(await planOf(await sqlOf((database) => selectUsersToFold(database, { afterId: "", foldTo: 0 })))),
    ].join("\n");
    expect(plans).toContain("SEARCH kept USING PRIMARY KEY (id=? AND source=?)");
    expect(plans).toContain(
      "SEARCH usage USING PRIMARY KEY (user_id=? AND quarter_hour>? AND quarter_hour<?) LEFT-JOIN",
    );
    expect(plans).toContain("SEARCH users USING PRIMARY KEY (id>?)");
    expect(plans).not.toMatch(/SCAN (users|usage)/);
  });

  it("a late event finds finished days and weeks by ranges of the primary key", async ({ expect }) => {
    const plan = await planOf(await sqlOf((database) => reopenPeriods(database, { quarterHours: [], oldest: [] })));
    expect(plan.join("\n")).toContain(
      "SEARCH finished USING PRIMARY KEY (quarter_hours=? AND local_quarter_hour>? AND local_quarter_hour<?)",
    );
  });
});
