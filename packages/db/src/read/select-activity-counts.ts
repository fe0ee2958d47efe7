import { prepareWith } from "./prepare-with.ts";
import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { andMatches, filteredColumns, type QuarterHourRange, type UsageFilter, usersToSearch } from "./usage-filter.ts";

/** Sessions and users that were active, each counted once. */
export type ActivityCounts = { session_count: number; user_count: number };

/** From this many days back the index over the last activity costs more than reading the sessions in order. */
const WIDE_RANGE_QUARTER_HOURS = 120 * 96;

const hasInteraction = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} AS crossing
     WHERE crossing.session_id = session.id AND crossing.occurred_at_ms >= ?1 AND crossing.occurred_at_ms < ?2)`;

/** The sessions with an interaction in the range from `?1` until before `?2`, both in milliseconds. */
export function activeSessions({ startQuarterHour, endQuarterHour }: QuarterHourRange): string {
  const access = endQuarterHour - startQuarterHour > WIDE_RANGE_QUARTER_HOURS ? "NOT INDEXED" : "";
  const from = (table: string) =>
    `SELECT id, user_id, started_at_ms, last_activity_at_ms FROM ${table} ${access}
     WHERE last_activity_at_ms >= ?1 AND started_at_ms < ?2 AND interaction_count > 0`;
  return `(
    SELECT session.user_id AS user_id FROM (${from("sessions")} UNION ALL ${from("sessions_archive")}) AS session
    WHERE (session.started_at_ms >= ?1 AND session.last_activity_at_ms < ?2)
      OR ${hasInteraction("interactions")} OR ${hasInteraction("interactions_archive")}
  )`;
}

/**
 * Counts what was active in the range. Without a filter a session that lies in the range as a whole is known to be
 * active there and only those at its two ends are looked up; with one, `usage_quarter_hours` is read.
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
