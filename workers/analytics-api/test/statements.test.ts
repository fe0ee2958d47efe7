import { listLocalDays, utcOffsetOf } from "@voygent/contracts";
import {
  closePeriods,
  countInteractions,
  countSessions,
  foldUsers,
  listOpenWeeks,
  selectActivityCounts,
  selectBusiestUsers,
  selectClosedDays,
  selectClosedLabelUsage,
  selectClosedReconciliation,
  selectClosedUsage,
  selectClosedUsageByLabels,
  selectInteractions,
  selectLabelValues,
  selectLiveLabelUsage,
  selectLiveReconciliation,
  selectLiveUsage,
  selectSessions,
  selectSourceHours,
  selectSources,
  selectSystemStats,
  selectUserLifetime,
  selectUsers,
} from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";

import { mixedUsage, plantUsage } from "./plant-usage.ts";

// 2026-03-02 is a Monday: a Sunday, a whole week, and two days.
const listed = listLocalDays("UTC", "2026-03-01", "2026-03-10");
const days = listed.map(({ day, ...quarters }) => ({ ...quarters, bucket: day, utcOffset: 0, week: null }));
const monday = days[1]?.startQuarterHour ?? 0;
const inWeeks = {
  days: days.map((day, index) => ({ ...day, bucket: "", week: index >= 1 && index <= 7 ? monday : null })),
  weeks: [{ bucket: "", startQuarterHour: monday, utcOffset: 0 }],
};
const [first, last] = [days.at(0)?.startQuarterHour ?? 0, days.at(-1)?.endQuarterHour ?? 0];
const range = { startMs: first * 900_000, endMs: last * 900_000, startQuarterHour: first, endQuarterHour: last };
const page = { range, descending: true, after: null, limit: 21, offset: 0 };
const usage = { days, weeks: [], groupBy: null };

const DAY_QUARTER_HOURS = 96;
const now = Math.floor(Date.now() / 900_000);

/** The last days, up to now. */
function lastDays(count: number) {
  const start = now - count * DAY_QUARTER_HOURS;
  return { startMs: start * 900_000, endMs: now * 900_000, startQuarterHour: start, endQuarterHour: now };
}
const [week, year] = [lastDays(7), lastDays(365)];

type Make = (database: D1Database) => D1PreparedStatement;

const AGENT_OF_USER = { agent: ["a"], user_id: ["plan-ada"] };

const LIFETIMES: [string, Make][] = [
  ["system totals", (db) => selectSystemStats(db)],
  ["the lifetime of one user", (db) => selectUserLifetime(db, "plan-ada")],
  ["sources", (db) => selectSources(db, { after: null, limit: 21, offset: 0 })],
  ["the busiest users", (db) => selectBusiestUsers(db, 500)],
];

const STATEMENTS: [string, Make][] = [
  ["closed days", (db) => selectClosedDays(db, usage)],
  ["closed days by model", (db) => selectClosedUsage(db, { ...usage, filter: {}, groupBy: "model" })],
  ["closed days by user", (db) => selectClosedUsage(db, { ...usage, filter: {}, groupBy: "user_id" })],
  [
    "closed days by tool",
    (db) => selectClosedLabelUsage(db, { ...usage, filter: {}, groupBy: "tool", isTakenOff: false }),
  ],
  [
    "closed days by tool, in any zone",
    (db) => selectClosedUsageByLabels(db, { ...usage, filter: {}, groupBy: "tool", isTakenOff: false }),
  ],
  [
    "open days of an agent by tool",
    (db) =>
      selectLiveLabelUsage(db, { ...usage, filter: { agent: ["a"] }, groupBy: "tool", isTakenOff: false }, "open"),
  ],
  ["the reconciliation of closed days", (db) => selectClosedReconciliation(db, { ...usage, filter: {} })],
  [
    "the reconciliation of one user",
    (db) => selectLiveReconciliation(db, { ...usage, filter: { user_id: ["plan-ada"] }, which: "every" }),
  ],
  ["interactions of an agent", (db) => selectInteractions(db, { ...page, filter: { agent: ["a"] } })],
  ["interactions without a tool", (db) => selectInteractions(db, { ...page, filter: { tool: [""] } })],
  ["interactions of an agent and a user", (db) => selectInteractions(db, { ...page, filter: AGENT_OF_USER })],
  ["interaction count of an agent and a user", (db) => countInteractions(db, AGENT_OF_USER, range)],
  [
    "interaction count without a tool of a provider",
    (db) => countInteractions(db, { tool: [""], provider: ["x"] }, range),
  ],
  ["interactions of a cause", (db) => selectInteractions(db, { ...page, filter: { cause: ["equal"] } })],
  ["interaction count of a cause", (db) => countInteractions(db, { cause: ["equal"] }, range)],
  ["the values of labels", (db) => selectLabelValues(db, usage)],
  ["interaction count of a tool", (db) => countInteractions(db, { tool: ["search"] }, range)],
  ["open days", (db) => selectLiveUsage(db, { ...usage, filter: {}, which: "open", distinct: true })],
  [
    "days of one user",
    (db) => selectLiveUsage(db, { ...usage, filter: { user_id: ["plan-ada"] }, which: "every", distinct: true }),
  ],
  ["activity of a week", (db) => selectActivityCounts(db, { ...usage, filter: {}, range: week })],
  ["users of a week", (db) => selectUsers(db, { ...page, ...usage, range: week, filter: {}, sort: "cost" })],
  ["activity of a year", (db) => selectActivityCounts(db, { ...usage, filter: {}, range: year })],
  ["users of a year", (db) => selectUsers(db, { ...page, ...usage, range: year, filter: {}, sort: "cost" })],
  ["sessions", (db) => selectSessions(db, { ...page, filter: {}, sort: "last_activity_at" })],
  ["sessions of a week by cost", (db) => selectSessions(db, { ...page, range: week, filter: {}, sort: "cost" })],
  ["session count of a year", (db) => countSessions(db, {}, year)],
  ["session count of a week and a user", (db) => countSessions(db, { user_id: ["plan-ada"] }, week)],
  ["interactions", (db) => selectInteractions(db, { ...page, filter: {} })],
  ["interactions of one user", (db) => selectInteractions(db, { ...page, filter: { user_id: ["plan-ada"] } })],
  ["interactions of one session", (db) => selectInteractions(db, { ...page, filter: { session_id: ["plan-s1"] } })],
  ["interaction count", (db) => countInteractions(db, {}, range)],
  ["hours of a source", (db) => selectSourceHours(db, week, ["api"])],
  ...LIFETIMES,
];

/** A database that tells the plan of what is prepared on it instead of running it. */
const explaining: D1Database = Object.assign(Object.create(env.DB), {
  prepare: (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`),
});

const planOf = async (make: Make) =>
  (await make(explaining).all<{ detail: string }>()).results.map(({ detail }) => detail);

const rowsRead = async (make: Make) => (await make(env.DB).all()).meta.rows_read;

beforeAll(async () => {
  const metadata = { agent_id: "agent_1" };
  await plantUsage(
    mixedUsage("plan", "2026-03-01T00:00:00Z", 350).map((event, index) =>
      index % 3 === 0 ? Object.assign(event, { metadata }) : event,
    ),
  );
  const weeks = listOpenWeeks(range, [], { firstActivityMs: range.startMs, nowMs: Date.now() });
  await env.DB.batch(closePeriods(env.DB, weeks));
});

/** Users of the planted usage, read to know when the first activity was. */
const USERS = 4;

const SCANS_EVENTS =
  /SCAN (interaction|interactions|interactions_archive|usage|labelled|live|crossing|session|sessions|sessions_archive)( |$)/;

const scansOf = async (make: Make) =>
  (await planOf(make)).filter((detail) => SCANS_EVENTS.test(detail) && !detail.includes("INDEX"));

/** What reads every session once, in the order of the table, since most of them are in the range. */
const WHOLE_TABLE: [string, Make][] = [
  ["sessions of a year by cost", (db) => selectSessions(db, { ...page, range: year, filter: {}, sort: "cost" })],
  ["session count of a year and a user", (db) => countSessions(db, { user_id: ["plan-ada"] }, year)],
  ["session count of a year and a model", (db) => countSessions(db, { model: ["gpt-5"] }, year)],
];

const sumOf = (rows: { interaction_count: number }[]) => rows.reduce((sum, row) => sum + row.interaction_count, 0);

describe("a statement", () => {
  it.for(STATEMENTS)("for %s scans no table of events", async ([, make], { expect }) => {
    expect(await scansOf(make)).toEqual([]);
  });

  it("for the reconciliation of one session looks for its interactions", async ({ expect }) => {
    const filter = { session_id: ["plan-s1"] };
    const plan = await planOf((db) => selectLiveReconciliation(db, { ...usage, filter, which: "every" }));
    const rows = plan.filter((detail) => / row( |$)/.test(detail)).map((detail) => detail.replace(/ \(.*/, ""));
    expect(rows).toEqual([
      "SEARCH row USING INDEX interactions_session_id_occurred_at_ms_idx",
      "SEARCH row USING INDEX interactions_archive_session_id_occurred_at_ms_idx",
    ]);
  });

  it.for(WHOLE_TABLE)("for %s reads each table of sessions once", async ([, make], { expect }) => {
    expect(await scansOf(make)).toEqual(["SCAN session", "SCAN session"]);
  });

  it.for(STATEMENTS.filter(([name]) => /^(activity|users) of a year$/.test(name)))(
    "for %s looks for sessions that began before only where they can be",
    async ([, make], { expect }) => {
      const plan = (await planOf(make)).filter((detail) => detail.startsWith("SEARCH session "));
      expect(plan).toEqual([
        "SEARCH session USING COVERING INDEX sessions_last_activity_at_ms_idx (last_activity_at_ms>? AND last_activity_at_ms<?)",
        "SEARCH session USING COVERING INDEX sessions_long_idx (started_at_ms<?)",
        "SEARCH session USING INDEX sessions_archive_last_activity_at_ms_idx (last_activity_at_ms>? AND last_activity_at_ms<?)",
        "SEARCH session USING COVERING INDEX sessions_archive_long_idx (started_at_ms<?)",
      ]);
    },
  );

  it("for sessions and interactions walks an index instead of sorting", async ({ expect }) => {
    const plans = await Promise.all(
      STATEMENTS.filter(([name]) => name === "sessions" || name === "interactions").map(([, make]) => planOf(make)),
    );
    expect(plans.flat().filter((detail) => detail.includes("TEMP B-TREE"))).toEqual([]);
  });

  it.for(STATEMENTS.filter(([name]) => /^interactions (of an agent|without a tool)/.test(name)))(
    "for %s finds each quarter hour by the index on the time, whatever the range",
    async ([, make], { expect }) => {
      const plan = (await planOf(make)).filter((detail) => / interaction( |$)/.test(detail));
      expect(plan).toEqual([
        "SEARCH interaction USING INDEX interactions_occurred_at_ms_idx (occurred_at_ms>? AND occurred_at_ms<?)",
        "SEARCH interaction USING INDEX interactions_archive_occurred_at_ms_idx (occurred_at_ms>? AND occurred_at_ms<?)",
      ]);
    },
  );

  it.for([["agent_1"], [""]])(
    "for a page of interactions of agent %j reads no more of many days than of the last",
    async ([agent], { expect }) => {
      const wanted = { ...page, filter: { agent: [agent ?? ""] }, limit: 3 };
      const readSince = async (startMs: number) =>
        await rowsRead((db) => selectInteractions(db, { ...wanted, range: { startMs, endMs: range.endMs } }));
      const [ofAll, ofLast] = [await readSince(range.startMs), await readSince(range.endMs - 3 * 86_400_000)];
      // What tells the days apart are their sums, a few rows per day.
      expect(ofAll).toBeLessThanOrEqual(ofLast + 12 * days.length);
    },
  );

  it("for closed days reads at most six rows per day", async ({ expect }) => {
    // One of the JSON array, three of the CTEs, one to learn that the day is closed, one with its sums; and one user.
    const read = await rowsRead((db) => selectClosedDays(db, usage));
    expect(read).toBeLessThanOrEqual(6 * days.length + USERS);
  });

  it.for(["Asia/Kathmandu", "Pacific/Kiritimati", "America/Los_Angeles"])(
    "for days of %s, which nobody has asked for, reads at most six rows per day and nothing of the rollup",
    async (tz, { expect }) => {
      const zoneDays = listLocalDays(tz, "2026-03-02", "2026-03-06").map(({ day, ...quarters }) => ({
        ...quarters,
        bucket: day,
        utcOffset: utcOffsetOf(day, quarters),
        week: null,
      }));
      const wanted = { days: zoneDays, weeks: [], groupBy: null };
      expect(await rowsRead((db) => selectClosedDays(db, wanted))).toBeLessThanOrEqual(6 * zoneDays.length + USERS);
      const open = await rowsRead((db) =>
        selectLiveUsage(db, { ...wanted, filter: {}, which: "open", distinct: true }),
      );
      expect(open).toBeLessThanOrEqual(5 * zoneDays.length + USERS);
    },
  );

  it("for closed weeks reads their sums instead of those of their days", async ({ expect }) => {
    const [byDay, byWeek] = await Promise.all(
      [{ days: inWeeks.days.map((day) => ({ ...day, week: null })), weeks: [] }, inWeeks].map((wanted) =>
        selectClosedUsage(env.DB, { ...wanted, filter: {}, groupBy: null }).all<{ interaction_count: number }>(),
      ),
    );
    expect(sumOf(byWeek?.results ?? [])).toBe(sumOf(byDay?.results ?? []));
    expect(byWeek?.meta.rows_read).toBeLessThan(byDay?.meta.rows_read ?? 0);
  });

  it("for open days reads nothing of the rollup when all days are closed", async ({ expect }) => {
    const read = await rowsRead((db) => selectLiveUsage(db, { ...usage, filter: {}, which: "open", distinct: true }));
    expect(read).toBeLessThanOrEqual(5 * days.length + USERS);
  });

  it.for(LIFETIMES)("for %s reads usage from where the totals of its users end", async ([, make], { expect }) => {
    expect((await planOf(make)).filter((detail) => detail.includes(" live "))).toContain(
      "SEARCH live USING PRIMARY KEY (user_id=? AND quarter_hour>?)",
    );
  });

  it("for lifetimes reads three rows per user when the totals hold everything", async ({ expect }) => {
    const ids = ["ada", "bob", "cyd", "dee"].map((name) => `plan-${name}`);
    const before = await rowsRead((db) => selectSystemStats(db));
    await foldUsers(
      env.DB,
      ids.map((id) => ({ id, foldTo: now })),
    ).run();
    // The totals of each user, for themselves and for where they end, and a look behind that; and the price book in force.
    expect(await rowsRead((db) => selectSystemStats(db))).toBe(3 * USERS + 1);
    expect(before).toBeGreaterThan(3 * USERS + 1);
  });

  it("for a page of interactions reads no more than the page", async ({ expect }) => {
    // Each row is found in the index and then in the table; both tables are looked at.
    expect(await rowsRead((db) => selectInteractions(db, { ...page, filter: {} }))).toBeLessThanOrEqual(2 * 21 + 2);
  });
});
