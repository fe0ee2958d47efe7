import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { prepareWith } from "./prepare-with.ts";
import type { ListPosition } from "./select-sessions.ts";
import { userLifetimes } from "./user-lifetimes.ts";

/** A source over its whole life; the last two tell of its latest event, null where that is not found. */
export type SourceRow = {
  source: string;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
  user_count: number;
  interaction_count: number;
  last_event_id: string | null;
  last_event_ce_type: string | null;
};

/** The user who was seen last: the time stands before the id with as many digits as any. */
const LATEST_USER = "substr(max(printf('%015d', last_seen_at_ms) || id), 16)";

const TABLES = ["interactions", "interactions_archive"];

const LATEST = TABLES.map(
  (table) => `SELECT interaction.id AS id, interaction.metadata->>'$.ce_type' AS ce_type
    FROM usage_quarter_hours AS usage CROSS JOIN ${table} AS interaction
      ON interaction.session_id = usage.session_id AND interaction.occurred_at_ms = shown.last_seen_at_ms
    WHERE usage.user_id = shown.last_user_id AND usage.quarter_hour = shown.last_seen_at_ms / ${QUARTER_HOUR_MS}
      AND usage.source = shown.source AND interaction.source = shown.source`,
).join(" UNION ALL ");

/**
 * One page of sources, the one with the latest event first. Reads the `userLifetimes` of all, and of each source that is
 * shown the latest event, by its user, quarter hour and session.
 */
export function selectSources(
  database: D1Database,
  { after, limit, offset }: { after: ListPosition | null; limit: number; offset: number },
) {
  const behind =
    after === null ? "" : "HAVING max(last_seen_at_ms) < ?1 OR (max(last_seen_at_ms) = ?1 AND source > ?2)";
  return prepareWith(
    database,
    `WITH shown AS MATERIALIZED (
       SELECT source, min(first_seen_at_ms) AS first_seen_at_ms, max(last_seen_at_ms) AS last_seen_at_ms,
         ${LATEST_USER} AS last_user_id, count(DISTINCT id) AS user_count, sum(interaction_count) AS interaction_count
       FROM ${userLifetimes()} GROUP BY source ${behind}
       ORDER BY last_seen_at_ms DESC, source LIMIT CAST(?3 AS INTEGER) OFFSET CAST(?4 AS INTEGER)
     )
     SELECT source, first_seen_at_ms, last_seen_at_ms, user_count, interaction_count,
       (SELECT id FROM (${LATEST}) LIMIT 1) AS last_event_id,
       (SELECT ce_type FROM (${LATEST}) LIMIT 1) AS last_event_ce_type
     FROM shown ORDER BY last_seen_at_ms DESC, source`,
    [Number(after?.key ?? 0), after?.id ?? "", limit, offset],
  );
}

/** How many sources there are. Reads one row per user and source. */
export function countSources(database: D1Database) {
  return database.prepare("SELECT count(DISTINCT source) AS total FROM users");
}
