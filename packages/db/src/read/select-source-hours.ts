import { type QuarterHourRange, usersToSearch } from "./usage-filter.ts";

/** What a source sent in one hour of UTC, counted in hours since 1970. */
export type SourceHourRow = { source: string; hour: number; interaction_count: number; error_count: number };

/** What these sources sent in each hour of a range, from the rollup: by a range of its primary key for each user. */
export function selectSourceHours(
  database: D1Database,
  { startQuarterHour, endQuarterHour }: QuarterHourRange,
  sources: string[],
) {
  return database
    .prepare(
      `SELECT usage.source AS source, usage.quarter_hour / 4 AS hour, sum(usage.interaction_count) AS interaction_count,
         sum(usage.error_count) AS error_count
       FROM ${usersToSearch({}, "?3")} AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= ?1 AND usage.quarter_hour < ?2
       WHERE usage.source IN (SELECT value FROM json_each(?3))
       GROUP BY usage.source, usage.quarter_hour / 4`,
    )
    .bind(startQuarterHour, endQuarterHour, JSON.stringify(sources));
}
