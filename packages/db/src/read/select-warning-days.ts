import { prepareWith } from "./prepare-with.ts";
import { type WarningFilter, warningParameters, whereWarnings } from "./warning-filter.ts";

/** How often a kind of warning came on one day of UTC, counted in days since 1970. */
export type WarningDayRow = {
  kind: string;
  utc_day: number;
  warning_count: number;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
};

/** The counts of each kind and day of a range, oldest first. Reads the rows of the range, one per day, kind, subject and source. */
export function selectWarningDays(database: D1Database, filter: WarningFilter) {
  return prepareWith(
    database,
    `SELECT kind, utc_day, sum(warning_count) AS warning_count, min(first_seen_at_ms) AS first_seen_at_ms,
       max(last_seen_at_ms) AS last_seen_at_ms
     FROM warnings WHERE ${whereWarnings(filter)} GROUP BY utc_day, kind ORDER BY utc_day, kind`,
    warningParameters(filter),
  );
}
