import {
  addDays,
  batchPeriods,
  listLocalDays,
  type LocalPeriod,
  localDayOf,
  QUARTER_HOUR_MS,
} from "@voygent/contracts";
import {
  type ClosedPeriodRow,
  closeLocalPeriods as closeStatements,
  type FirstActivityRow,
  listOpenPeriods,
  selectClosedPeriodBounds,
  selectClosedTimeZones,
  selectFirstActivity,
} from "@voygent/db";

/** Days that the clock looks back over. */
const DAYS_KEPT_CLOSED = 400;

/** Most batches of one run of the clock, all time zones together. */
const MAX_BATCHES_PER_RUN = 30;

/** A period is closed an hour after its end, when events that were under way have arrived. */
const SETTLING_QUARTER_HOURS = 4;

const hasSettled = (period: LocalPeriod, nowMs: number) =>
  (period.endQuarterHour + SETTLING_QUARTER_HOURS) * QUARTER_HOUR_MS <= nowMs;

/**
 * Sums finished periods of a time zone; those that ended less than an hour ago are left out. Closing a period again
 * changes nothing. A batch per month, so that writing is never held up for long.
 */
export async function closeLocalPeriods(
  database: D1Database,
  tz: string,
  periods: LocalPeriod[],
  nowMs: number,
): Promise<void> {
  for (const batch of batchPeriods(periods.filter((period) => hasSettled(period, nowMs)))) {
    await database.batch(closeStatements(database, tz, batch));
  }
}

async function missingPeriods(
  database: D1Database,
  tz: string,
  { firstActivityMs, nowMs }: { firstActivityMs: number; nowMs: number },
): Promise<LocalPeriod[]> {
  const today = localDayOf(tz, nowMs);
  const firstDay = addDays(today, -DAYS_KEPT_CLOSED);
  const closed = await selectClosedPeriodBounds(database, tz, firstDay, today).all<ClosedPeriodRow>();
  return listOpenPeriods(listLocalDays(tz, firstDay, today), closed.results).filter(
    (period) => hasSettled(period, nowMs) && period.endQuarterHour * QUARTER_HOUR_MS > firstActivityMs,
  );
}

/**
 * Closes the finished days and weeks of the last 400 days, from the first activity on, that are not closed, in UTC and in
 * every time zone that has been read; the rest waits for the next run when there are too many. Answers how many periods it closed.
 */
export async function closeMissingLocalPeriods(database: D1Database, nowMs: number): Promise<number> {
  const activity = await selectFirstActivity(database).first<FirstActivityRow>();
  const firstActivityMs = activity?.first_seen_at_ms ?? null;
  if (firstActivityMs === null) return 0;
  const { results } = await selectClosedTimeZones(database).all<{ tz: string }>();
  let batchCount = 0;
  let closedCount = 0;
  for (const tz of new Set(["UTC", ...results.map((row) => row.tz)])) {
    const missing = await missingPeriods(database, tz, { firstActivityMs, nowMs });
    const batches = batchPeriods(missing).slice(0, MAX_BATCHES_PER_RUN - batchCount);
    await closeLocalPeriods(database, tz, batches.flat(), nowMs);
    batchCount += batches.length;
    closedCount += batches.flat().length;
  }
  return closedCount;
}
