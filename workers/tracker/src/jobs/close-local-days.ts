import { addDays, type LocalDay, listLocalDays, localDayOf, QUARTER_HOUR_MS } from "@voygent/contracts";
import {
  type ClosedDayRow,
  closeLocalDays as closeStatements,
  type FirstActivityRow,
  MAX_DAYS_TO_CLOSE,
  selectClosedDayBounds,
  selectClosedTimeZones,
  selectFirstActivity,
} from "@voygent/db";

/** Days that the clock looks back over. */
const DAYS_KEPT_CLOSED = 400;

/** Most days that one run of the clock closes, all time zones together. */
const MAX_DAYS_PER_RUN = 20 * MAX_DAYS_TO_CLOSE;

/** A day is closed an hour after its end, when events that were under way have arrived. */
const SETTLING_QUARTER_HOURS = 4;

const hasSettled = (day: LocalDay, nowMs: number) =>
  (day.endQuarterHour + SETTLING_QUARTER_HOURS) * QUARTER_HOUR_MS <= nowMs;

/**
 * Sums finished days of a time zone; days that ended less than an hour ago are left out. Closing a day again changes
 * nothing. A batch per 31 days, so that writing is never held up for long.
 */
export async function closeLocalDays(database: D1Database, tz: string, days: LocalDay[], nowMs: number): Promise<void> {
  const settled = days.filter((day) => hasSettled(day, nowMs));
  for (let at = 0; at < settled.length; at += MAX_DAYS_TO_CLOSE) {
    await database.batch(closeStatements(database, tz, settled.slice(at, at + MAX_DAYS_TO_CLOSE)));
  }
}

async function missingDays(
  database: D1Database,
  tz: string,
  { firstActivityMs, nowMs }: { firstActivityMs: number; nowMs: number },
): Promise<LocalDay[]> {
  const today = localDayOf(tz, nowMs);
  const firstDay = addDays(today, -DAYS_KEPT_CLOSED);
  const closed = await selectClosedDayBounds(database, tz, firstDay, today).all<ClosedDayRow>();
  const isClosed = new Set(closed.results.map((row) => `${row.day} ${row.start_quarter_hour} ${row.end_quarter_hour}`));
  return listLocalDays(tz, firstDay, today).filter(
    (day) =>
      hasSettled(day, nowMs) &&
      day.endQuarterHour * QUARTER_HOUR_MS > firstActivityMs &&
      !isClosed.has(`${day.day} ${day.startQuarterHour} ${day.endQuarterHour}`),
  );
}

/**
 * Closes the finished days of the last 400, from the first activity on, that are not closed, in UTC and in every time zone that has been read; the
 * rest waits for the next run when there are too many. Answers how many days it closed.
 */
export async function closeMissingLocalDays(database: D1Database, nowMs: number): Promise<number> {
  const activity = await selectFirstActivity(database).first<FirstActivityRow>();
  const firstActivityMs = activity?.first_seen_at_ms ?? null;
  if (firstActivityMs === null) return 0;
  const { results } = await selectClosedTimeZones(database).all<{ tz: string }>();
  let closedCount = 0;
  for (const tz of new Set(["UTC", ...results.map((row) => row.tz)])) {
    const days = (await missingDays(database, tz, { firstActivityMs, nowMs })).slice(0, MAX_DAYS_PER_RUN - closedCount);
    await closeLocalDays(database, tz, days, nowMs);
    closedCount += days.length;
  }
  return closedCount;
}
