import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { andMatches, type UsageFilter, usersToSearch } from "./usage-filter.ts";

/*
 * How often each session counts once in a range of periods (`WITH_PERIODS`): where it is new. Closed periods know their
 * new sessions; the sessions of open periods are looked up, and so are those that began before the range (from `?4`
 * until before `?5`, in milliseconds) and were active in it.
 */

const hasEarlier = (table: string, session: string, startMs: string, sameUser: string) => `EXISTS (
  SELECT 1 FROM ${table} AS earlier
  WHERE earlier.session_id = ${session}.session_id AND earlier.occurred_at_ms < ${startMs}${sameUser})`;

/** Whether a session had an interaction before an instant, of its row's user when `perUser`. A look into the index per table. */
function isOlder(session: string, startMs: string, perUser: boolean): string {
  const sameUser = perUser ? ` AND earlier.user_id = ${session}.user_id` : "";
  const [live, archived] = ["interactions", "interactions_archive"].map((table) =>
    hasEarlier(table, session, startMs, sameUser),
  );
  return `(${live} OR ${archived})`;
}

const columnsOf = (alias: string, perUser: boolean) =>
  perUser ? `${alias}.session_id AS session_id, ${alias}.user_id AS user_id` : `${alias}.session_id AS session_id`;

/** The sessions that are new in an open period, one row each; one per user when `perUser`. */
export const newInOpenPeriods = (filter: UsageFilter, perUser: boolean): string => `
  SELECT opened.* FROM (
    SELECT DISTINCT periods.start_quarter_hour * ${QUARTER_HOUR_MS} AS start_ms, ${columnsOf("usage", perUser)}
    FROM periods CROSS JOIN ${usersToSearch(filter, "?3")} AS searched
    CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
      AND usage.quarter_hour >= periods.start_quarter_hour AND usage.quarter_hour < periods.end_quarter_hour
    WHERE NOT periods.is_closed
  ) AS opened WHERE NOT ${isOlder("opened", "opened.start_ms", perUser)}`;

/** Longer sessions stand in an index of their own, `sessions_long_idx` or its twin of the archive. */
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Whoever began before `?4` and was last active a week or more after it lasted long: the two arms share no session. */
const begunBefore = (table: string) => `
  SELECT session.id AS id FROM has_past CROSS JOIN ${table} AS session
  WHERE session.last_activity_at_ms >= ?4 AND session.last_activity_at_ms <= ?4 + ${WEEK_MS} AND session.started_at_ms < ?4
  UNION ALL
  SELECT session.id AS id FROM has_past CROSS JOIN ${table} AS session
  WHERE session.last_activity_at_ms - session.started_at_ms > ${WEEK_MS} AND session.started_at_ms < ?4
    AND session.last_activity_at_ms > ?4 + ${WEEK_MS}`;

const activeIn = (table: string, filter: UsageFilter, perUser: boolean) => `
  SELECT ${columnsOf("interaction", perUser)} FROM begun
  CROSS JOIN ${table} AS interaction ON interaction.session_id = begun.id
    AND interaction.occurred_at_ms >= ?4 AND interaction.occurred_at_ms < ?5
  WHERE true${andMatches("interaction", filter, "?3", ["user_id"])}`;

/** The sessions that began before the range and were active in it, one row each; one per user when `perUser`. */
export const continuedInRange = (filter: UsageFilter, perUser: boolean): string => `
  SELECT continued.* FROM (
    WITH has_past AS MATERIALIZED (SELECT 1 WHERE ?4 > (SELECT MIN(first_seen_at_ms) FROM users)),
    begun AS MATERIALIZED (${begunBefore("sessions")} UNION ALL ${begunBefore("sessions_archive")})
    ${activeIn("interactions", filter, perUser)} UNION ${activeIn("interactions_archive", filter, perUser)}
  ) AS continued WHERE ${isOlder("continued", "?4", perUser)}`;
