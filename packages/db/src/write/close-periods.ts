import { DAY_QUARTER_HOURS, WEEK_QUARTER_HOURS } from "@voygent/contracts";

import type { OpenPeriod, OpenWeek } from "../read/select-closed-periods.ts";
import { CLOSE_DAYS } from "./close-days.ts";
import { CLOSE_UTC_DAYS } from "./close-utc-days.ts";
import { CLOSE_UTC_WEEKS, CLOSE_WEEKS } from "./close-weeks.ts";

/** Sums are replaced: those of a period that was opened again are still there. */
const clearStatements = (quarterHours: number) => [
  ...(quarterHours === DAY_QUARTER_HOURS
    ? [
        `DELETE FROM local_days WHERE (utc_offset, start_quarter_hour) IN (
           SELECT value->>0, value->>1 FROM json_each(?1))`,
      ]
    : []),
  ...["local_period_models", "local_period_labels"].map(
    (table) => `DELETE FROM ${table} WHERE (utc_offset, quarter_hours, start_quarter_hour) IN (
      SELECT value->>0, ${quarterHours}, value->>1 FROM json_each(?1))`,
  ),
];

const clearUtcStatements = (quarterHours: number) =>
  ["utc_periods", "utc_period_users", "utc_period_labels"].map(
    (table) => `DELETE FROM ${table} WHERE (quarter_hours, start_quarter_hour) IN (
      SELECT ${quarterHours}, value->>1 FROM json_each(?1))`,
  );

/**
 * Says that periods are closed: `?1` has their first local quarter hours, how far they were closed before, and how far they
 * are now. Whoever was closed in part must still be, since only the rest was summed.
 */
const markClosed = (quarterHours: number, condition: string) => `
  INSERT INTO closed_periods (quarter_hours, local_quarter_hour, closed_to_quarter_hour)
  SELECT ${quarterHours}, item.local_quarter_hour, item.close_to FROM (
    SELECT value->>0 AS local_quarter_hour, value->>1 AS closed_to, value->>2 AS close_to FROM json_each(?1)
  ) AS item WHERE (item.closed_to IS NULL OR EXISTS (
    SELECT 1 FROM closed_periods AS before WHERE before.quarter_hours = ${quarterHours}
      AND before.local_quarter_hour = item.local_quarter_hour AND before.closed_to_quarter_hour >= item.closed_to
  )) AND ${condition}
  ON CONFLICT (quarter_hours, local_quarter_hour) DO UPDATE SET
    closed_to_quarter_hour = max(closed_periods.closed_to_quarter_hour, excluded.closed_to_quarter_hour)`;

/** A week is the sum of its days, so each of them must be closed at the same UTC offsets. */
const DAYS_ARE_CLOSED = `7 = (
  SELECT COUNT(*) FROM closed_periods AS day WHERE day.quarter_hours = ${DAY_QUARTER_HOURS}
    AND day.local_quarter_hour >= item.local_quarter_hour
    AND day.local_quarter_hour < item.local_quarter_hour + ${WEEK_QUARTER_HOURS}
    AND day.closed_to_quarter_hour - day.local_quarter_hour
      >= item.close_to - item.local_quarter_hour - ${WEEK_QUARTER_HOURS - DAY_QUARTER_HOURS})`;

const MARK_DAYS = markClosed(DAY_QUARTER_HOURS, "true");
const MARK_WEEKS = markClosed(WEEK_QUARTER_HOURS, DAYS_ARE_CLOSED);

function closeStatements(database: D1Database, quarterHours: number, open: OpenPeriod[]): D1PreparedStatement[] {
  if (open.length === 0) return [];
  const periods = open.flatMap(({ localQuarterHour, utcOffsets }) =>
    utcOffsets.map((utcOffset) => [utcOffset, localQuarterHour - utcOffset]),
  );
  const utcPeriods = periods.filter(([utcOffset]) => utcOffset === 0);
  const areDays = quarterHours === DAY_QUARTER_HOURS;
  const run = (statements: readonly string[], value: unknown) =>
    statements.map((sql) => database.prepare(sql).bind(JSON.stringify(value)));
  const utcStatements = areDays ? CLOSE_UTC_DAYS : CLOSE_UTC_WEEKS;
  return [
    ...run([...clearStatements(quarterHours), ...(areDays ? CLOSE_DAYS : CLOSE_WEEKS)], periods),
    ...(utcPeriods.length > 0 ? run([...clearUtcStatements(quarterHours), ...utcStatements], utcPeriods) : []),
    ...run(
      [areDays ? MARK_DAYS : MARK_WEEKS],
      open.map(({ localQuarterHour, closedTo, closeTo }) => [localQuarterHour, closedTo, closeTo]),
    ),
  ];
}

/**
 * Sums what is open of weeks and their days, from `usage_quarter_hours`, and says that it is closed. Run the statements as
 * one batch: a late event then comes before or after all of it. Closing again what somebody else has closed since changes nothing.
 */
export const closePeriods = (database: D1Database, weeks: OpenWeek[]): D1PreparedStatement[] =>
  weeks.flatMap(({ days, week }) => [
    ...closeStatements(database, DAY_QUARTER_HOURS, days),
    ...closeStatements(database, WEEK_QUARTER_HOURS, week === null ? [] : [week]),
  ]);
