import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { prepareWith } from "./prepare-with.ts";
import { continuedInRange, newInOpenPeriods } from "./session-counts.ts";
import { andMatches, filteredColumns, type QuarterHourRange, type UsageFilter, usersToSearch } from "./usage-filter.ts";
import { type BucketDays, periodParameters, WITH_PERIODS } from "./usage-periods.ts";

/** Sessions and users that were active, each counted once. */
export type ActivityCounts = { session_count: number; user_count: number };

/** The days must be those of the range in UTC. */
type Wanted = BucketDays & { filter: UsageFilter; range: QuarterHourRange };

function countAll(database: D1Database, { filter, range: { startQuarterHour, endQuarterHour }, ...days }: Wanted) {
  return prepareWith(
    database,
    `${WITH_PERIODS}
     SELECT COALESCE((
         SELECT SUM(closed.new_session_count) FROM periods
         CROSS JOIN utc_periods AS closed ON closed.quarter_hours = periods.end_quarter_hour - periods.start_quarter_hour
           AND closed.start_quarter_hour = periods.start_quarter_hour
         WHERE periods.is_closed
       ), 0) + (SELECT COUNT(*) FROM (${newInOpenPeriods(filter, false)}))
       + (SELECT COUNT(*) FROM (${continuedInRange(filter, false)})) AS session_count, (
         SELECT COUNT(*) FROM (SELECT DISTINCT id FROM users) AS known WHERE EXISTS (
           SELECT 1 FROM usage_quarter_hours AS usage
           WHERE usage.user_id = known.id AND usage.quarter_hour >= ?6 AND usage.quarter_hour < ?7
         )
       ) AS user_count`,
    [
      ...periodParameters(days),
      JSON.stringify(filter),
      startQuarterHour * QUARTER_HOUR_MS,
      endQuarterHour * QUARTER_HOUR_MS,
      startQuarterHour,
      endQuarterHour,
    ],
  );
}

/**
 * Counts what was active in the range. Without a filter from the closed periods and what is open of them; with one, from
 * the rows of `usage_quarter_hours` in the range.
 */
export function selectActivityCounts(database: D1Database, wanted: Wanted) {
  const { filter, range } = wanted;
  if (filteredColumns(filter).length === 0) return countAll(database, wanted);
  return prepareWith(
    database,
    `SELECT COUNT(DISTINCT usage.session_id) AS session_count, COUNT(DISTINCT usage.user_id) AS user_count
       FROM ${usersToSearch(filter, "?3")} AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= ?1 AND usage.quarter_hour < ?2
       WHERE true${andMatches("usage", filter, "?3")}`,
    [range.startQuarterHour, range.endQuarterHour, JSON.stringify(filter)],
  );
}
