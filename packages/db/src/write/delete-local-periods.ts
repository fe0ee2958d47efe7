import { QUARTER_HOUR_MS } from "@voygent/contracts";

import type { WriteGuard } from "./write-guard.ts";

/** Quarter hours of the longest period that a time zone can have, with room to spare. */
const LONGEST_PERIOD = 8 * 96;

/** What new interactions touch: their quarter hours, and the oldest interaction of each session and user. */
export type TouchedUsage = {
  quarterHours: number[];
  oldest: { sessionId: string; userId: string; occurredAtMs: number }[];
};

const TABLES = ["interactions", "interactions_archive"];
const SAME_USER = " AND next.user_id = oldest.value->>'userId'";

const nextQuarterHour = (table: string, sameUser: string) => `
  SELECT (
    SELECT next.occurred_at_ms FROM ${table} AS next
    WHERE next.session_id = oldest.value->>'sessionId' AND next.occurred_at_ms > oldest.value->>'occurredAtMs'${sameUser}
    ORDER BY next.occurred_at_ms LIMIT 1
  ) / ${QUARTER_HOUR_MS} FROM json_each(?1, '$.oldest') AS oldest`;

const NEXT_QUARTER_HOURS = TABLES.flatMap((table) => [nextQuarterHour(table, ""), nextQuarterHour(table, SAME_USER)]);

/**
 * Forgets the finished periods, in every time zone, that late events change: those that contain one of them, and those
 * that contain the next interaction of its session, which was new there until now. Walks
 * `local_periods_end_quarter_hour_idx`. Batch it with what changes them, before `insertInteractions`.
 */
export function deleteLocalPeriods(database: D1Database, touched: TouchedUsage, guard: WriteGuard) {
  return database
    .prepare(
      `DELETE FROM local_periods WHERE (tz, period) IN (
         SELECT finished.tz, finished.period FROM (
           SELECT value AS quarter_hour FROM json_each(?1, '$.quarterHours') UNION ALL ${NEXT_QUARTER_HOURS.join(" UNION ALL ")}
         ) AS touched
         CROSS JOIN local_periods AS finished
           ON finished.end_quarter_hour BETWEEN touched.quarter_hour + 1 AND touched.quarter_hour + ${LONGEST_PERIOD}
          AND finished.start_quarter_hour <= touched.quarter_hour
       ) AND ${guard.condition}`,
    )
    .bind(JSON.stringify(touched), guard.value);
}
