import { prepareWith } from "./prepare-with.ts";
import { type BucketDay, withDays } from "./usage-days.ts";
import { andMatches, MODEL_DIMENSIONS, type UsageFilter, usersToSearch } from "./usage-filter.ts";
import { type MeasureSums, measuresOf, measureSums } from "./usage-measures.ts";

/** The sums of one group in one bucket. The distinct counts are 0 where a statement does not know them. */
export type UsageRow = MeasureSums & { bucket: string; key: string; session_count: number; user_count: number };

/** The column to group by, null for one group. */
export type UsageGroup = "user_id" | (typeof MODEL_DIMENSIONS)[number] | null;

export type UsageQuery = { tz: string; days: BucketDay[]; filter: UsageFilter; groupBy: UsageGroup };

const keyOf = (alias: string, groupBy: UsageGroup) => (groupBy === null ? "''" : `${alias}.${groupBy}`);

/**
 * Sums `usage_quarter_hours` over days: all of them (`every`) or those that are not closed (`open`), by a range of the
 * primary key per user and day. With `distinct`, counts sessions and users too.
 */
export function selectLiveUsage(
  database: D1Database,
  { tz, days, filter, groupBy, which, distinct }: UsageQuery & { which: "every" | "open"; distinct: boolean },
) {
  const counts = distinct
    ? "COUNT(DISTINCT usage.session_id) AS session_count, COUNT(DISTINCT usage.user_id) AS user_count"
    : "0 AS session_count, 0 AS user_count";
  return prepareWith(
    database,
    `${withDays("?1", "?2")}
       SELECT days.bucket AS bucket, ${keyOf("usage", groupBy)} AS key, ${counts}, ${measureSums("usage")}
       FROM days CROSS JOIN ${usersToSearch(filter, "?3")} AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= days.start_quarter_hour AND usage.quarter_hour < days.end_quarter_hour
       WHERE ${which === "every" ? "true" : "NOT days.is_closed"}${andMatches("usage", filter, "?3")}
       GROUP BY 1, 2`,
    [JSON.stringify(days), tz, JSON.stringify(filter)],
  );
}

/** Sums the closed days from `local_day_models`, or from `local_day_users` by user, by a range of their primary key per day. */
export function selectClosedUsage(database: D1Database, { tz, days, filter, groupBy }: UsageQuery) {
  const table = groupBy === "user_id" ? "local_day_users" : "local_day_models";
  return prepareWith(
    database,
    `${withDays("?1", "?2")}
       SELECT days.bucket AS bucket, ${keyOf("usage", groupBy)} AS key, 0 AS session_count, 0 AS user_count,
         ${measureSums("usage")}
       FROM days CROSS JOIN ${table} AS usage ON usage.tz = ?2 AND usage.day = days.day
       WHERE days.is_closed${andMatches("usage", filter, "?3", MODEL_DIMENSIONS)}
       GROUP BY 1, 2`,
    [JSON.stringify(days), tz, JSON.stringify(filter)],
  );
}

/** The closed days, one row by primary key each. */
export function selectClosedDays(database: D1Database, { tz, days }: { tz: string; days: BucketDay[] }) {
  return prepareWith(
    database,
    `${withDays("?1", "?2")}
       SELECT days.bucket AS bucket, '' AS key, usage.session_count AS session_count, usage.user_count AS user_count,
         ${measuresOf("usage")}
       FROM days CROSS JOIN local_days AS usage ON usage.tz = ?2 AND usage.day = days.day
       WHERE days.is_closed`,
    [JSON.stringify(days), tz],
  );
}
