import { QUARTER_HOUR_MS } from "@voygent/contracts";

import type { QuarterHourRange } from "./usage-filter.ts";

/** What a source sent in one hour of UTC, counted in hours since 1970. */
export type SourceHourRow = { source: string; hour: number; interaction_count: number; error_count: number };

/**
 * What these sources sent in each hour of a range, from the rollup: by a range of its primary key for each user who was
 * seen since the range began.
 */
export function selectSourceHours(
  database: D1Database,
  { startQuarterHour, endQuarterHour }: QuarterHourRange,
  sources: string[],
) {
  return database
    .prepare(
      `SELECT usage.source AS source, usage.quarter_hour / 4 AS hour, sum(usage.interaction_count) AS interaction_count,
         sum(usage.error_count) AS error_count
       FROM (SELECT DISTINCT id FROM users WHERE last_seen_at_ms >= ?4) AS seen
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = seen.id
         AND usage.quarter_hour >= ?1 AND usage.quarter_hour < ?2
       WHERE usage.source IN (SELECT value FROM json_each(?3))
       GROUP BY usage.source, usage.quarter_hour / 4`,
    )
    .bind(startQuarterHour, endQuarterHour, JSON.stringify(sources), startQuarterHour * QUARTER_HOUR_MS);
}
