import { prepareWith } from "./prepare-with.ts";
import { andMatches, MODEL_DIMENSIONS, type UsageFilter, usersToSearch } from "./usage-filter.ts";
import { type MeasureSums, measuresOf, measureSums } from "./usage-measures.ts";
import { type BucketDays, periodParameters, WITH_PERIODS } from "./usage-periods.ts";

/** The sums of one group in one bucket. The distinct counts are 0 where a statement does not know them. */
export type UsageRow = MeasureSums & { bucket: string; key: string; session_count: number; user_count: number };

/** The column to group by, null for one group. */
export type UsageGroup = "user_id" | (typeof MODEL_DIMENSIONS)[number] | null;

export type UsageQuery = BucketDays & { filter: UsageFilter; groupBy: UsageGroup };

const keyOf = (alias: string, groupBy: UsageGroup) => (groupBy === null ? "''" : `${alias}.${groupBy}`);

/**
 * Sums `usage_quarter_hours` over periods: all of them (`every`) or those that are not closed (`open`), by a range of the
 * primary key per user and period. With `distinct`, counts sessions and users too.
 */
export function selectLiveUsage(
  database: D1Database,
  { filter, groupBy, which, distinct, ...days }: UsageQuery & { which: "every" | "open"; distinct: boolean },
) {
  const counts = distinct
    ? "COUNT(DISTINCT usage.session_id) AS session_count, COUNT(DISTINCT usage.user_id) AS user_count"
    : "0 AS session_count, 0 AS user_count";
  return prepareWith(
    database,
    `${WITH_PERIODS}
       SELECT periods.bucket AS bucket, ${keyOf("usage", groupBy)} AS key, ${counts}, ${measureSums("usage")}
       FROM periods CROSS JOIN ${usersToSearch(filter, "?3")} AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= periods.start_quarter_hour AND usage.quarter_hour < periods.end_quarter_hour
       WHERE ${which === "every" ? "true" : "NOT periods.is_closed"}${andMatches("usage", filter, "?3")}
       GROUP BY 1, 2`,
    [...periodParameters(days), JSON.stringify(filter)],
  );
}

const closedTable = (groupBy: UsageGroup) =>
  groupBy === "user_id"
    ? "utc_period_users AS usage ON "
    : "local_period_models AS usage ON usage.utc_offset = periods.utc_offset AND ";

/**
 * Sums the closed periods from `local_period_models` by a range of its primary key each, or, by user, from
 * `utc_period_users`: those must be periods of UTC.
 */
export function selectClosedUsage(database: D1Database, { filter, groupBy, ...days }: UsageQuery) {
  return prepareWith(
    database,
    `${WITH_PERIODS}
       SELECT periods.bucket AS bucket, ${keyOf("usage", groupBy)} AS key, 0 AS session_count, 0 AS user_count,
         ${measureSums("usage")}
       FROM periods CROSS JOIN ${closedTable(groupBy)}
         usage.quarter_hours = periods.end_quarter_hour - periods.start_quarter_hour
         AND usage.start_quarter_hour = periods.start_quarter_hour
       WHERE periods.is_closed${andMatches("usage", filter, "?3", MODEL_DIMENSIONS)}
       GROUP BY 1, 2`,
    [...periodParameters(days), JSON.stringify(filter)],
  );
}

/** The closed days with their distinct counts, one row by primary key each; days only. */
export function selectClosedDays(database: D1Database, { days }: BucketDays) {
  return prepareWith(
    database,
    `${WITH_PERIODS}
       SELECT periods.bucket AS bucket, '' AS key, usage.session_count AS session_count, usage.user_count AS user_count,
         ${measuresOf("usage")}
       FROM periods CROSS JOIN local_days AS usage
         ON usage.utc_offset = periods.utc_offset AND usage.start_quarter_hour = periods.start_quarter_hour
       WHERE periods.is_closed`,
    periodParameters({ days, weeks: [] }),
  );
}
