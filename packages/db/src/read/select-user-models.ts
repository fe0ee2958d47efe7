import { prepareWith } from "./prepare-with.ts";
import { andMatches, type QuarterHourRange, type UsageFilter } from "./usage-filter.ts";
import { measureSums, totalCost } from "./usage-measures.ts";

/** What one user did with each model in the range, dearest first, by a range of the rollup's primary key. */
export function selectUserModels(database: D1Database, userId: string, filter: UsageFilter, range: QuarterHourRange) {
  return prepareWith(
    database,
    `SELECT usage.provider AS provider, usage.model AS model, ${measureSums("usage")}
     FROM usage_quarter_hours AS usage
     WHERE usage.user_id = ?1 AND usage.quarter_hour >= ?2 AND usage.quarter_hour < ?3${andMatches("usage", filter, "?4")}
     GROUP BY usage.provider, usage.model ORDER BY SUM(${totalCost("usage")}) DESC, usage.provider, usage.model`,
    [userId, range.startQuarterHour, range.endQuarterHour, JSON.stringify(filter)],
  );
}
