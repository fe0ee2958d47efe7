import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS, UTC_OFFSETS, WEEK_QUARTER_HOURS } from "@voygent/contracts";
import { type ClosedPeriodRow, closePeriods as closeStatements, listOpenWeeks, selectClosedPeriods } from "@voygent/db";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";

import { closePeriods, closeRecentPeriods } from "../src/jobs/close-periods.ts";
import { eventOf } from "./event-of.ts";
import { recordWith } from "./record-with.ts";
import { removeEverything, totalsOfEverything } from "./totals-of-everything.ts";

const HOUR_MS = 4 * QUARTER_HOUR_MS;
const DAY_MS = DAY_QUARTER_HOURS * QUARTER_HOUR_MS;

/** A Monday. */
const MONDAY_MS = Date.parse("2024-03-04T00:00:00Z");
const MONDAY = MONDAY_MS / QUARTER_HOUR_MS;
/** A range that lies in its week in every time zone. */
const WEEK = { startQuarterHour: MONDAY + 48, endQuarterHour: MONDAY + WEEK_QUARTER_HOURS - 56 };

const eventAt = (atMs: number, fields: Record<string, unknown> = {}) =>
  eventOf({ timestamp: new Date(atMs).toISOString(), ...fields });

/** An event every five hours of the week, in sessions of four, by three users with two models. */
async function plantWeek(): Promise<void> {
  const events = Array.from({ length: 33 }, (_, index) =>
    eventAt(MONDAY_MS + index * 5 * HOUR_MS + index * 60_000, {
      session_id: `week-s${Math.floor(index / 4)}`,
      user_id: `week-u${Math.floor(index / 4) % 3}`,
      model: index % 5 === 0 ? "gpt-5" : "claude-sonnet-4-5-20250929",
    }),
  );
  await recordWith(null, events);
}

async function closedRows(): Promise<ClosedPeriodRow[]> {
  const { results } = await env.DB.prepare(
    "SELECT * FROM closed_periods ORDER BY quarter_hours, local_quarter_hour",
  ).all<ClosedPeriodRow>();
  return results;
}

const countOf = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n ?? 0;

beforeEach(removeEverything);

describe("closing periods", () => {
  it("sums each hour what has ended at some UTC offset an hour ago", { timeout: 120_000 }, async ({ expect }) => {
    await plantWeek();
    // Monday ends at 10:00 UTC furthest east, Sunday at 12:00 on the next Monday furthest west.
    const counts: number[] = [];
    for (let hour = 12; hour <= 7 * 24 + 13; hour += 1) {
      await closePeriods(env.DB, WEEK, { nowMs: MONDAY_MS + hour * HOUR_MS });
      counts.push(await countOf("local_days"));
      if (hour % 24 === 15) {
        const { expected, actual } = await totalsOfEverything();
        expect(actual).toEqual(expected);
      }
    }
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
    // At 13:00 five offsets are done, from +14:00 to +12:00.
    expect(counts.slice(0, 2)).toEqual([0, 5]);
    expect(counts.at(-1)).toBe(7 * UTC_OFFSETS.size);
    expect(await closedRows()).toHaveLength(8);
  });

  it("answers the same whether it comes each hour or once", async ({ expect }) => {
    await plantWeek();
    const tables = [
      "local_days",
      "local_period_models",
      "utc_periods",
      "utc_period_users",
      "utc_period_labels",
      "local_period_labels",
      "closed_periods",
    ];
    const stored = async () => await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)));
    const rows = async () => (await stored()).map(({ results }) => results);
    for (let hour = 0; hour <= 8 * 24; hour += 7) {
      await closePeriods(env.DB, WEEK, { nowMs: MONDAY_MS + hour * HOUR_MS });
    }
    await closePeriods(env.DB, WEEK, { nowMs: MONDAY_MS + 8 * DAY_MS });
    const hourly = await rows();
    await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
    await closePeriods(env.DB, WEEK, { nowMs: MONDAY_MS + 8 * DAY_MS });
    expect(await rows()).toEqual(hourly);
  });

  it("does nothing when nothing is open", async ({ expect }) => {
    await plantWeek();
    const nowMs = MONDAY_MS + 8 * DAY_MS;
    expect(await closePeriods(env.DB, WEEK, { nowMs })).toBe(1);
    expect(await closePeriods(env.DB, WEEK, { nowMs })).toBe(0);
    expect(await closeRecentPeriods(env.DB, nowMs)).toBeGreaterThan(0);
    expect(await closeRecentPeriods(env.DB, nowMs)).toBe(0);
  });

  it("leaves a day open that a late event opens between looking and summing what is left of it", async ({ expect }) => {
    await plantWeek();
    const nowMs = MONDAY_MS + 8 * DAY_MS;
    await closePeriods(env.DB, WEEK, { nowMs: MONDAY_MS + 1.3 * DAY_MS });
    const { results } = await selectClosedPeriods(env.DB, WEEK).all<ClosedPeriodRow>();
    const open = listOpenWeeks(WEEK, results, { firstActivityMs: MONDAY_MS, nowMs });
    await recordWith(null, [eventAt(MONDAY_MS + 12 * HOUR_MS)]);
    await env.DB.batch(closeStatements(env.DB, open));
    const rows = await closedRows();
    expect(rows.map((row) => row.local_quarter_hour - MONDAY)).toEqual([1, 2, 3, 4, 5, 6].map((day) => day * 96));
    const { expected, actual } = await totalsOfEverything();
    expect(actual).toEqual(expected);
  });

  it("sums a few weeks per batch and leaves the rest when its time is over", async ({ expect }) => {
    await plantWeek();
    const nowMs = MONDAY_MS + 70 * DAY_MS;
    expect(await closeRecentPeriods(env.DB, nowMs, Date.now() - 1)).toBe(0);
    expect(await countOf("closed_periods")).toBe(0);
    expect(await closeRecentPeriods(env.DB, nowMs)).toBe(11);
  });

  it("writes for each UTC offset a row per day and one per day, week and model or labels, and the rest once", async ({
    expect,
  }) => {
    await recordWith(null, [eventAt(MONDAY_MS + 60 * HOUR_MS)]);
    const nowMs = MONDAY_MS + 8 * DAY_MS;
    const open = listOpenWeeks(WEEK, [], { firstActivityMs: MONDAY_MS, nowMs });
    const written = await env.DB.batch(closeStatements(env.DB, open));
    // Seven days, the day and the week of the model and those of the labels; one user and one new session of the day and of the week; eight marks.
    const once = 2 + 2 + 8;
    expect(written.reduce((sum, { meta }) => sum + meta.rows_written, 0)).toBe(UTC_OFFSETS.size * (7 + 2 + 2) + once);
  });
});
