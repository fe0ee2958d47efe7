/** Which finished days are summed already. */
export type ClosedDayRow = { day: string; start_quarter_hour: number; end_quarter_hour: number };

/** The closed days of a time zone from `firstDay` to `lastDay`, oldest first, by a range of the primary key. */
export function selectClosedDayBounds(database: D1Database, tz: string, firstDay: string, lastDay: string) {
  return database
    .prepare(
      `SELECT day, start_quarter_hour, end_quarter_hour FROM local_days
       WHERE tz = ?1 AND day >= ?2 AND day <= ?3 ORDER BY day`,
    )
    .bind(tz, firstDay, lastDay);
}

/** The time zones that have closed days. */
export function selectClosedTimeZones(database: D1Database) {
  return database.prepare("SELECT DISTINCT tz FROM local_days ORDER BY tz");
}
