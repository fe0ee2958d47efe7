import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { InteractionEvent } from "@voygent/contracts";
import {
  addUsageQuarterHours,
  insertInteractions,
  reopenPeriods,
  selectStoredInteractions,
  selectTrackedSessions,
} from "@voygent/db";

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

describe("rows written", () => {
  it("by one interaction in a new session are 7", async ({ expect }) => {
    // Interaction 1 + 2 indexes, session 1 + 1 index, user 1, quarter hour 1.
    expect((await rowsFor([eventOf()])).rowsWritten).toBe(7);
  });

  it("by one interaction that goes on with a session are at most 7", async ({ expect }) => {
    const event = eventOf({ timestamp: new Date(Date.now() - 60_000).toISOString() });
    await rowsFor([event]);
    const next = eventOf({ session_id: event.session_id, user_id: event["user_id"] });
    expect((await rowsFor([next])).rowsWritten).toBe(7);
  });

  it("by one interaction of a session that lasts for more than a week are 8", async ({ expect }) => {
    const event = eventOf({ timestamp: new Date(Date.now() - 8 * 24 * HOUR_MS).toISOString() });
    await rowsFor([event]);
    const next = eventOf({ session_id: event.session_id, user_id: event["user_id"] });
    expect((await rowsFor([next])).rowsWritten).toBe(8);
  });

  it("by a repeated interaction are none", async ({ expect }) => {
    const event = eventOf();
    await rowsFor([event]);
    expect((await rowsFor([event])).rowsWritten).toBe(0);
  });

  it("by a batch of 100 in 10 new sessions are at most 5 per interaction", async ({ expect }) => {
    const sessions = Array.from({ length: 10 }, () => eventOf());
    const start = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS;
    const events = Array.from({ length: 100 }, (_, index) => {
      const { session_id, user_id } = sessions[index % 10] ?? eventOf();
      return eventOf({ session_id, user_id, timestamp: new Date(start + index * 1000).toISOString() });
    });
    // 100 interactions × 3, 10 sessions × 2, 10 users, 10 quarter hours.
    expect((await rowsFor(events)).rowsWritten).toBe(340);
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
    ["addUsageQuarterHours", (database) => addUsageQuarterHours(database, [])],
    ["reopenPeriods", (database) => reopenPeriods(database, { quarterHours: [], oldest: [] })],
    ["insertInteractions", (database) => insertInteractions(database, [])],
  ];

  it.for(statements)("%s scans nothing but its parameter", async ([, build], { expect }) => {
    const plan = await planOf(await sqlOf(build));
    const scans = plan.filter(
      (step) =>
        step.startsWith("SCAN") && !/VIRTUAL TABLE|CONSTANT ROW|^SCAN (item|sender|touched|lengths)$/.test(step),
    );
    expect(scans, plan.join("\n")).toEqual([]);
  });

  it("a late event finds finished days and weeks by ranges of the primary key", async ({ expect }) => {
    const plan = await planOf(await sqlOf((database) => reopenPeriods(database, { quarterHours: [], oldest: [] })));
    expect(plan.join("\n")).toContain(
      "SEARCH finished USING PRIMARY KEY (quarter_hours=? AND local_quarter_hour>? AND local_quarter_hour<?)",
    );
  });
});
