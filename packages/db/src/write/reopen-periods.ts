import {
  DAY_QUARTER_HOURS,
  FURTHEST_EAST,
  FURTHEST_WEST,
  QUARTER_HOUR_MS,
  WEEK_QUARTER_HOURS,
} from "@voygent/contracts";

import { guardedBy, type WriteGuard } from "./write-guard.ts";

/** What new interactions touch: their quarter hours, and the oldest interaction of each session and user. */
export type TouchedUsage = {
  quarterHours: number[];
  oldest: { sessionId: string; userId: string; occurredAtMs: number }[];
};

const TABLES = ["interactions", "interactions_archive"];
const SAME_USER = " AND next.user_id = oldest.value->>'userId'";

/** Where the finished days end at the latest, at any UTC offset; NULL without any. */
const CLOSED_END = `(
  SELECT MAX(local_quarter_hour) + ${DAY_QUARTER_HOURS - FURTHEST_WEST} FROM closed_periods WHERE quarter_hours = ${DAY_QUARTER_HOURS}
)`;

const nextQuarterHour = (table: string, sameUser: string) => `
  SELECT (
    SELECT next.occurred_at_ms FROM ${table} AS next
    WHERE next.session_id = oldest.value->>'sessionId' AND next.occurred_at_ms > oldest.value->>'occurredAtMs'${sameUser}
    ORDER BY next.occurred_at_ms LIMIT 1
  ) / ${QUARTER_HOUR_MS} FROM json_each(?1, '$.oldest') AS oldest
  WHERE oldest.value->>'occurredAtMs' < ${CLOSED_END} * ${QUARTER_HOUR_MS}`;

const NEXT_QUARTER_HOURS = TABLES.flatMap((table) => [nextQuarterHour(table, ""), nextQuarterHour(table, SAME_USER)]);

/**
 * Opens the finished days and weeks that late events change: those that contain one of them, and those that contain the
 * next interaction of its session, which was new there until now. Their sums are read from the quarter hours until they
 * are closed again. By ranges of the primary key. Batch it with what changes them.
 */
export function reopenPeriods(database: D1Database, touched: TouchedUsage, guard?: WriteGuard) {
  const { condition, values } = guardedBy(guard);
  return database
    .prepare(
      `DELETE FROM closed_periods WHERE (quarter_hours, local_quarter_hour) IN (
         SELECT finished.quarter_hours, finished.local_quarter_hour FROM (
           SELECT value AS quarter_hour FROM json_each(?1, '$.quarterHours') UNION ALL ${NEXT_QUARTER_HOURS.join(" UNION ALL ")}
         ) AS touched
         CROSS JOIN (SELECT ${DAY_QUARTER_HOURS} AS quarter_hours UNION ALL SELECT ${WEEK_QUARTER_HOURS}) AS lengths
         CROSS JOIN closed_periods AS finished ON finished.quarter_hours = lengths.quarter_hours
           AND finished.local_quarter_hour > touched.quarter_hour - lengths.quarter_hours - ${-FURTHEST_WEST}
           AND finished.local_quarter_hour <= touched.quarter_hour + ${FURTHEST_EAST}
           AND finished.closed_to_quarter_hour > touched.quarter_hour
       ) AND ${condition}`,
    )
    .bind(JSON.stringify(touched), ...values);
}
