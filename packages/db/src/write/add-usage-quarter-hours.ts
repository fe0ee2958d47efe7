import { addMeasures, measureColumns } from "./measure-columns.ts";
import { OPENED_SESSIONS, QUARTER_HOUR_KEY, QUARTER_HOUR_VALUES } from "./sent-quarter-hours.ts";
import { SENT_ROWS } from "./sent-rows.ts";

const KEY = QUARTER_HOUR_KEY.join(", ");

/**
 * Adds to the rollup (from `sentQuarterHours`): one row by primary key per group. It counts the sessions that are not there
 * yet: batch it before `upsertSessions`, which fails where one of them is archived.
 */
export function addUsageQuarterHours(database: D1Database, rowsJson: string) {
  return database
    .prepare(
      `INSERT INTO usage_quarter_hours (${KEY}, ${measureColumns}, last_seen_at_ms, opened_session_count)
       SELECT ${QUARTER_HOUR_VALUES}, ${OPENED_SESSIONS} FROM ${SENT_ROWS} WHERE true
       ON CONFLICT (${KEY}) DO UPDATE SET ${addMeasures("usage_quarter_hours")},
         last_seen_at_ms = max(usage_quarter_hours.last_seen_at_ms, excluded.last_seen_at_ms),
         opened_session_count = usage_quarter_hours.opened_session_count + excluded.opened_session_count`,
    )
    .bind(rowsJson);
}
