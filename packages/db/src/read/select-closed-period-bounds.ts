import { listWholeWeeks, type LocalDay, type LocalPeriod, periodOfDay } from "@voygent/contracts";

/** Which finished periods are summed already. */
export type ClosedPeriodRow = { period: string; start_quarter_hour: number; end_quarter_hour: number };

/** The closed periods of a time zone that begin from `firstDay` to `lastDay`, oldest first, by a range of the primary key. */
export function selectClosedPeriodBounds(database: D1Database, tz: string, firstDay: string, lastDay: string) {
  return database
    .prepare(
      `SELECT period, start_quarter_hour, end_quarter_hour FROM local_periods
       WHERE tz = ?1 AND period >= ?2 AND period <= ?3 || '/P1W' ORDER BY period`,
    )
    .bind(tz, firstDay, lastDay);
}

/** The time zones that have closed periods. */
export function selectClosedTimeZones(database: D1Database) {
  return database.prepare("SELECT DISTINCT tz FROM local_periods ORDER BY tz");
}

const boundsOf = (period: string, startQuarterHour: number, endQuarterHour: number) =>
  `${period} ${startQuarterHour} ${endQuarterHour}`;

/** The days, and the whole weeks of them, that are not closed with their bounds of today; days first, oldest first. */
export function listOpenPeriods(days: LocalDay[], closed: ClosedPeriodRow[]): LocalPeriod[] {
  const isClosed = new Set(closed.map((row) => boundsOf(row.period, row.start_quarter_hour, row.end_quarter_hour)));
  return [...days.map(periodOfDay), ...listWholeWeeks(days)].filter(
    ({ period, startQuarterHour, endQuarterHour }) => !isClosed.has(boundsOf(period, startQuarterHour, endQuarterHour)),
  );
}
