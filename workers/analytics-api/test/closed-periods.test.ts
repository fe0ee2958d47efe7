import { listLocalDays, listWholeWeeks, periodOfDay } from "@voygent/contracts";
import { closeLocalPeriods } from "@voygent/db";
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
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=provider&status=ok`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=user&metric=interactions`,
  `/api/stats/breakdown?${RANGE}&tz=${tz}&group_by=model&user_id=closed-ada`,
  `/api/stats/users?${RANGE}&tz=${tz}`,
  `/api/stats/users?${RANGE}&tz=${tz}&user_id=closed-bob&sort=-session_count`,
  `/api/stats/users?${RANGE}&tz=${tz}&type=api`,
];

const ask = async (tz: string) =>
  await Promise.all(questions(tz).map(async (path) => [path, await (await getJson(path)).json()] as const));

const forgetPeriods = async () => {
  await env.DB.batch(
    ["local_periods", "local_period_models", "local_period_users"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
};

/** Waits until what was asked for after an answer is done. */
async function untilClosed(tz: string, count: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const row = await env.DB.prepare("SELECT COUNT(*) AS n FROM local_periods WHERE tz = ?1")
      .bind(tz)
      .first<{ n: number }>();
    if ((row?.n ?? 0) >= count) return;
    await scheduler.wait(50);
  }
  throw new Error(`${tz} has fewer than ${count} closed periods`);
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
});

const START_MS = Date.parse("2026-02-27T00:00:00Z");
const END_MS = Date.parse("2026-03-13T00:00:00Z");

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
  it("never changes an answer, whichever periods are closed", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.subarray(
          Array.from({ length: 16 }, (_, index) => index),
          { minLength: 1 },
        ),
        async (tz, chosen) => {
          await forgetPeriods();
          const before = await ask(tz);
          await forgetPeriods();
          // Fourteen days; a week that ends in the range and one that begins with it or before.
          const days = listLocalDays(tz, "2026-02-23", "2026-03-12");
          const all = [...days.slice(4).map(periodOfDay), ...listWholeWeeks(days)];
          const periods = all.filter((_, index) => chosen.includes(index));
          await env.DB.batch(closeLocalPeriods(env.DB, tz, periods));
          expect(await ask(tz)).toEqual(before);
        },
      ),
      { numRuns: 6 },
    );
  });

  it("counts each session once, whichever periods are closed", async ({ expect }) => {
    type Users = { data: { user_id: string; range: { session_count: number } }[] };
    type Daily = { totals: { session_count: number } };
    const listed = listLocalDays("UTC", "2026-02-23", "2026-03-12");
    const all = [...listed.map(periodOfDay), ...listWholeWeeks(listed)];
    await fc.assert(
      fc.asyncProperty(fc.subarray(all), async (periods) => {
        await forgetPeriods();
        await env.DB.batch(closeLocalPeriods(env.DB, "UTC", periods));
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
    await untilClosed("Asia/Tokyo", 14);
    await plantUsage([
      { id: crypto.randomUUID(), session_id: "closed-late", user_id: "closed-late", timestamp: "2026-03-04T12:00:00Z" },
    ]);
    const second: Daily = await (await getJson(path)).json();
    expect(second.totals.interaction_count).toBe(first.totals.interaction_count + 1);
    await untilClosed("Asia/Tokyo", 14);
    const third: Daily = await (await getJson(path)).json();
    expect(third).toEqual(second);
  });

  it("begins with the day of the first activity", async ({ expect }) => {
    await forgetPeriods();
    await (await getJson("/api/stats/daily?start_date=2026-01-01&end_date=2026-03-12&tz=Asia/Tokyo")).json();
    await untilClosed("Asia/Tokyo", 18);
    const { results } = await env.DB.prepare(
      "SELECT length(period) AS length, MIN(period) AS first, COUNT(*) AS n FROM local_periods WHERE tz = 'Asia/Tokyo' GROUP BY 1",
    ).all();
    // The first interaction is at 09:00 UTC on 25 February; 16 days from there to 12 March, and two weeks that end
    // after it and before then.
    expect(results).toEqual([
      { length: 10, first: "2026-02-25", n: 16 },
      { length: 14, first: "2026-02-23/P1W", n: 2 },
    ]);
  });
});
