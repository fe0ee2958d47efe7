import { addMeasures, MEASURE_COLUMNS } from "./measure-columns.ts";
import { openedSessions, QUARTER_HOUR_KEY, type SentQuarterHours } from "./sent-quarter-hours.ts";

const KEY = QUARTER_HOUR_KEY.join(", ");
const COLUMNS = [...QUARTER_HOUR_KEY, ...MEASURE_COLUMNS, "last_seen_at_ms"] as const;

/**
 * Adds to the rollup: one row by primary key per group. It counts the sessions that are not there yet: batch it before
 * `upsertSessions`, which fails where one of them is archived.
 */
export function addUsageQuarterHours(database: D1Database, usage: SentQuarterHours) {
  return database
    .prepare(
      `INSERT INTO usage_quarter_hours (${COLUMNS.join(", ")}, opened_session_count)
       SELECT ${COLUMNS.map(usage.column).join(", ")}, ${openedSessions(usage)} FROM ${usage.from} WHERE true
       ON CONFLICT (${KEY}) DO UPDATE SET ${addMeasures("usage_quarter_hours")},
         last_seen_at_ms = max(usage_quarter_hours.last_seen_at_ms, excluded.last_seen_at_ms),
         opened_session_count = usage_quarter_hours.opened_session_count + excluded.opened_session_count`,
    )
    .bind(...usage.values);
}
