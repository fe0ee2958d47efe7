import { prepareWith } from "./prepare-with.ts";
import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { lastActivityColumn } from "./last-activity-column.ts";
import { andMatches, filteredColumns, type QuarterHourRange, type UsageFilter, usersToSearch } from "./usage-filter.ts";

/** Sessions and users that were active, each counted once. */
export type ActivityCounts = { session_count: number; user_count: number };

const hasInteraction = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} AS crossing
     WHERE crossing.session_id = session.id AND crossing.occurred_at_ms >= ?1 AND crossing.occurred_at_ms < ?2)`;

/**
 * The sessions with an interaction in the range from `?1` until before `?2`, both in milliseconds, of which the
 * condition on `user_id` holds. A session that lies in the range as a whole is known to be active there; only those
 * that cross one of its ends are looked up.
 */
export function activeSessions({ startQuarterHour }: QuarterHourRange, userCondition = ""): string {
  const lastActivity = lastActivityColumn("session", startQuarterHour * QUARTER_HOUR_MS);
  const from = (table: string) =>
    `SELECT session.user_id AS user_id FROM ${table} AS session
     WHERE ${lastActivity} >= ?1 AND session.started_at_ms < ?2 AND session.interaction_count > 0${userCondition}
       AND ((session.started_at_ms >= ?1 AND session.last_activity_at_ms < ?2)
         OR ${hasInteraction("interactions")} OR ${hasInteraction("interactions_archive")})`;
  return `(${from("sessions")} UNION ALL ${from("sessions_archive")})`;
}

/**
 * Counts what was active in the range. Without a filter the sessions and the users are read; with one, the rows of
 * `usage_quarter_hours` in the range.
 */
export function selectActivityCounts(database: D1Database, filter: UsageFilter, range: QuarterHourRange) {
  const { startQuarterHour, endQuarterHour } = range;
  if (filteredColumns(filter).length === 0) {
    return prepareWith(
      database,
      `SELECT (SELECT COUNT(*) FROM ${activeSessions(range)}) AS session_count, (
           SELECT COUNT(*) FROM (SELECT DISTINCT id FROM users) AS known WHERE EXISTS (
             SELECT 1 FROM usage_quarter_hours AS usage
             WHERE usage.user_id = known.id AND usage.quarter_hour >= ?3 AND usage.quarter_hour < ?4
           )
         ) AS user_count`,
      [startQuarterHour * QUARTER_HOUR_MS, endQuarterHour * QUARTER_HOUR_MS, startQuarterHour, endQuarterHour],
    );
  }
  return prepareWith(
    database,
    `SELECT COUNT(DISTINCT usage.session_id) AS session_count, COUNT(DISTINCT usage.user_id) AS user_count
       FROM ${usersToSearch(filter, "?3")} AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= ?1 AND usage.quarter_hour < ?2
       WHERE true${andMatches("usage", filter, "?3")}`,
    [startQuarterHour, endQuarterHour, JSON.stringify(filter)],
  );
}
