import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS } from "@voygent/contracts";
import {
  type ClosedPeriodRow,
  closePeriods as closeStatements,
  type FirstActivityRow,
  listOpenWeeks,
  type QuarterHourRange,
  selectClosedPeriods,
  selectFirstActivity,
} from "@voygent/db";

/** Days that the clock looks back over. */
const DAYS_KEPT_CLOSED = 400;

/** Weeks of one batch: few, so that writing is never held up for long. */
const WEEKS_PER_BATCH = 2;

/** Most batches of one run, enough for what the clock looks back over and few enough for one invocation. */
const MAX_BATCHES = 40;

/**
 * Sums the finished days and weeks that a range touches in any time zone and that are not summed, at every UTC offset,
 * newest first, and answers how many weeks had such days. Those that ended less than an hour ago and those before the
 * first activity are left out; so is what is too much for one run, or begins after `untilMs`.
 */
export async function closePeriods(
  database: D1Database,
  range: QuarterHourRange,
  { nowMs, untilMs = Infinity }: { nowMs: number; untilMs?: number },
): Promise<number> {
  const { results } = await selectClosedPeriods(database, range).all<ClosedPeriodRow>();
  const activity = await selectFirstActivity(database).first<FirstActivityRow>();
  const open = listOpenWeeks(range, results, { firstActivityMs: activity?.first_seen_at_ms ?? null, nowMs });
  const weeks = open.slice(0, MAX_BATCHES * WEEKS_PER_BATCH);
  for (let done = 0; done < weeks.length; done += WEEKS_PER_BATCH) {
    if (Date.now() >= untilMs) return done;
    await database.batch(closeStatements(database, weeks.slice(done, done + WEEKS_PER_BATCH)));
  }
  return weeks.length;
}

/** The same for the last 400 days. */
export async function closeRecentPeriods(database: D1Database, nowMs: number, untilMs?: number): Promise<number> {
  const endQuarterHour = Math.ceil(nowMs / QUARTER_HOUR_MS);
  const range = { startQuarterHour: endQuarterHour - DAYS_KEPT_CLOSED * DAY_QUARTER_HOURS, endQuarterHour };
  return await closePeriods(database, range, { nowMs, ...(untilMs !== undefined && { untilMs }) });
}
