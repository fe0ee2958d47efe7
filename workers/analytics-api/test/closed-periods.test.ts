import { DAY_QUARTER_HOURS, UTC_OFFSETS, WEEK_QUARTER_HOURS } from "@voygent/contracts";
import { closePeriods, listOpenWeeks, type OpenPeriod, type OpenWeek } from "@voygent/db";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";
import { mixedUsage, plantUsage } from "./plant-usage.ts";

const ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Havana"] as const;
const RANGE = "start_date=2026-02-27&end_date=2026-03-12";

const questions = (tz: string) => [
  `/api/stats/daily?${RANGE}&tz=${tz}`,
  `/api/stats/daily?${RANGE}&tz=${tz}&model=gpt-5`,
  `/api/stats/daily?start_date=2026-03-01T05:15:00Z&end_date=2026-03-06T01:30:00Z&tz=${tz}`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&interval=week&top=2`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&group_by=category&interval=month`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&group_by=user&environment=staging`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&group_by=user&interval=week`,
  `/api/stats/timeseries?${RANGE}&tz=${tz}&group_by=user&interval=month`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=provider&status=ok`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=user&metric=interactions`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=model&user_id=closed-ada`,
  `/api/stats/users?${RANGE}&tz=${tz}`,
  `/api/stats/users?${RANGE}&tz=${tz}&user_id=closed-bob&sort=-session_count`,
  `/api/stats/users?${RANGE}&tz=${tz}&type=api`,
];

const ask = async (tz: string) =>
  await Promise.all(questions(tz).map(async (path) => [path, await (await getJson(path)).json()] as const));

const TABLES = [
  "closed_periods",
  "local_days",
  "local_period_models",
  "utc_periods",
  "utc_period_users",
  "utc_period_labels",
  "local_period_labels",
];

const forgetPeriods = async () => {
  await env.DB.batch(TABLES.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
};

/** The days and weeks from Monday, 23 February, to Sunday, 15 March. */
const PLANTED_PERIODS = 3 * 8;
const AFTER_PLANTED = Date.parse("2026-03-16T00:00:00Z") / 900_000;

/** Waits until what was asked for after an answer is done: the planted weeks are closed, which come last. */
async function untilClosed(): Promise<void> {
  const closed = env.DB.prepare("SELECT COUNT(*) AS n FROM closed_periods WHERE local_quarter_hour < ?1");
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const row = await closed.bind(AFTER_PLANTED).first<{ n: number }>();
    if (row?.n === PLANTED_PERIODS) return;
    await scheduler.wait(50);
  }
  throw new Error("the planted weeks are not closed");
}

/** A session that begins before the range, rests for days and goes on twice, once with a second user. */
const resumed = [
  ["2026-02-25T09:00:00Z", "closed-ada"],
  ["2026-03-02T09:00:00Z", "closed-ada"],
  ["2026-03-02T23:50:00Z", "closed-bob"],
  ["2026-03-11T09:00:00Z", "closed-ada"],
].map(([timestamp = "", user_id = ""]) => ({
  id: crypto.randomUUID(),
  session_id: "closed-resumed",
  user_id,
  timestamp,
}));

beforeAll(async () => {
  await plantUsage([...mixedUsage("closed", "2026-02-27T20:00:00Z", 400), ...resumed]);
  // So much past usage is an import, whose days are summed after a pause.
  await untilClosed();
});

const START_MS = Date.parse("2026-02-27T00:00:00Z");
const END_MS = Date.parse("2026-03-13T00:00:00Z");
const range = { startQuarterHour: START_MS / 900_000, endQuarterHour: END_MS / 900_000 };
const openWeeks = listOpenWeeks(range, [], { firstActivityMs: START_MS, nowMs: Date.now() });

/** Days and weeks of these weeks, some of them in part: only at the offsets furthest east. */
const someWeeks: fc.Arbitrary<OpenWeek[]> = fc.tuple(
  ...openWeeks.map(({ days, week }) => {
    const inPart = fc.constantFrom(0, 1, 15, UTC_OFFSETS.size);
    return fc.record({
      days: fc.tuple(...days.map((day) => inPart.map((count) => partOf(day, count)))).map((parts) => parts.flat()),
      week: fc.boolean().map((isClosed) => (isClosed ? week : null)),
    });
  }),
);

/** The period at only so many of its offsets, furthest east first. */
function partOf(period: OpenPeriod, count: number): OpenPeriod[] {
  const utcOffsets = period.utcOffsets.toSorted((left, right) => right - left).slice(0, count);
  const last = utcOffsets.at(-1);
  if (last === undefined) return [];
  return [{ ...period, utcOffsets, closeTo: period.localQuarterHour + period.quarterHours - last }];
}

/** The sessions of a range of UTC, by plain counting; per user when asked. */
async function countedSessions(perUser: boolean) {
  const { results } = await env.DB.prepare(
    `SELECT ${perUser ? "user_id" : "'all'"} AS key, COUNT(DISTINCT session_id) AS n FROM interactions
     WHERE occurred_at_ms >= ?1 AND occurred_at_ms < ?2 GROUP BY 1`,
  )
    .bind(START_MS, END_MS)
    .all<{ key: string; n: number }>();
  return Object.fromEntries(results.map(({ key, n }) => [key, n]));
}

describe("closing periods", () => {
  it("never changes an answer, whichever periods are closed", { timeout: 120_000 }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ZONES), someWeeks, async (tz, weeks) => {
        await forgetPeriods();
        const before = await ask(tz);
        await forgetPeriods();
        await env.DB.batch(closePeriods(env.DB, weeks));
        expect(await ask(tz)).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });

  it("counts each session once, whichever periods are closed", { timeout: 120_000 }, async ({ expect }) => {
    type Users = { data: { user_id: string; range: { session_count: number } }[] };
    type Daily = { totals: { session_count: number } };
    await fc.assert(
      fc.asyncProperty(someWeeks, async (weeks) => {
        await forgetPeriods();
        await env.DB.batch(closePeriods(env.DB, weeks));
        const users: Users = await (await getJson(`/api/stats/users?${RANGE}&tz=UTC`)).json();
        const daily: Daily = await (await getJson(`/api/stats/daily?${RANGE}&tz=UTC`)).json();
        expect({
          byUser: Object.fromEntries(users.data.map((user) => [user.user_id, user.range.session_count])),
          all: daily.totals.session_count,
        }).toEqual({ byUser: await countedSessions(true), all: (await countedSessions(false))["all"] });
      }),
      { numRuns: 8 },
    );
  });

  it("happens after the first question, and a late event opens the day again", async ({ expect }) => {
    await forgetPeriods();
    type Daily = { totals: { interaction_count: number } };
    const path = `/api/stats/daily?${RANGE}&tz=Asia/Tokyo`;
    const first: Daily = await (await getJson(path)).json();
    await untilClosed();
    await plantUsage([
      { id: crypto.randomUUID(), session_id: "closed-late", user_id: "closed-late", timestamp: "2026-03-04T12:00:00Z" },
    ]);
    const second: Daily = await (await getJson(path)).json();
    expect(second.totals.interaction_count).toBe(first.totals.interaction_count + 1);
    await untilClosed();
    const third: Daily = await (await getJson(path)).json();
    expect(third).toEqual(second);
  });

  it("happens after an import, for every time zone", async ({ expect }) => {
    await forgetPeriods();
    await plantUsage(mixedUsage("closed-import", "2026-03-02T00:00:00Z", 120));
    await untilClosed();
    const { results } = await env.DB.prepare(
      "SELECT utc_offset, COUNT(*) AS days FROM local_days WHERE start_quarter_hour + utc_offset < ?1 GROUP BY 1 ORDER BY 1",
    )
      .bind(AFTER_PLANTED)
      .all();
    expect(results).toEqual(
      [...UTC_OFFSETS].toSorted((left, right) => left - right).map((utc_offset) => ({ utc_offset, days: 21 })),
    );
  });

  it("begins with the week of the first activity", async ({ expect }) => {
    await forgetPeriods();
    await (await getJson("/api/stats/daily?start_date=2026-01-01&end_date=2026-03-12&tz=Asia/Tokyo")).json();
    await untilClosed();
    const { results } = await env.DB.prepare(
      "SELECT quarter_hours, MIN(local_quarter_hour) AS first, COUNT(*) AS n FROM closed_periods GROUP BY 1",
    ).all();
    // The first interaction is at 09:00 UTC on Wednesday, 25 February.
    const first = Date.parse("2026-02-23T00:00:00Z") / 900_000;
    expect(results).toEqual([
      { quarter_hours: DAY_QUARTER_HOURS, first, n: 21 },
      { quarter_hours: WEEK_QUARTER_HOURS, first, n: 3 },
    ]);
  });
});
