import { prepareWith } from "./prepare-with.ts";
import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { andMatches, MODEL_DIMENSIONS, type UsageFilter, usersToSearch } from "./usage-filter.ts";
import { type MeasureSums, measuresOf, totalCost } from "./usage-measures.ts";

/** One session, archived or not. `models` is JSON, `sort_key` the value it is listed by. */
export type SessionRow = MeasureSums & {
  id: string;
  user_id: string;
  source: string;
  started_at_ms: number;
  last_activity_at_ms: number;
  ended_at_ms: number | null;
  models: string;
  archived: number;
  sort_key: number;
};

/** What sessions can be sorted by. */
export type SessionSort = "last_activity_at" | "started_at" | "cost" | "interaction_count" | "error_count";

/** A range of instants in milliseconds, the end excluded. */
export type InstantRange = { startMs: number; endMs: number };

/** A place in a sorted list: the sort key of its last row, as text, and its id. */
export type ListPosition = { key: string; id: string };

export type SessionsQuery = {
  filter: UsageFilter;
  range: InstantRange;
  sort: SessionSort;
  descending: boolean;
  after: ListPosition | null;
  limit: number;
  offset: number;
};

const SORT_KEYS: Record<SessionSort, string> = {
  last_activity_at: "session.last_activity_at_ms",
  started_at: "session.started_at_ms",
  cost: totalCost("session"),
  interaction_count: "session.interaction_count",
  error_count: "session.error_count",
};

const sessionColumns = (archived: 0 | 1, sort: SessionSort) => `session.id AS id, session.user_id AS user_id,
  session.source AS source, session.started_at_ms AS started_at_ms, session.last_activity_at_ms AS last_activity_at_ms,
  session.ended_at_ms AS ended_at_ms, session.models AS models, ${measuresOf("session")}, ${archived} AS archived,
  ${SORT_KEYS[sort]} AS sort_key`;

const hasModelFilter = (filter: UsageFilter) => MODEL_DIMENSIONS.some((column) => filter[column] !== undefined);

/** The sessions with an interaction that matches, in the quarter hours of the range: `?4` and `?5`; `?3` is the filter. */
function withMatching(filter: UsageFilter): string {
  if (!hasModelFilter(filter)) return "";
  return `WITH matching AS MATERIALIZED (
    SELECT DISTINCT usage.session_id AS id FROM ${usersToSearch(filter, "?3")} AS searched
    CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
      AND usage.quarter_hour >= ?4 AND usage.quarter_hour < ?5
    WHERE true${andMatches("usage", filter, "?3", MODEL_DIMENSIONS)}
  )`;
}

function andSessionMatches(filter: UsageFilter): string {
  const byUser = andMatches("session", filter, "?3", ["user_id"]);
  const bySession =
    filter.session_id === undefined ? "" : " AND session.id IN (SELECT value FROM json_each(?3, '$.session_id'))";
  return `${byUser}${bySession}${hasModelFilter(filter) ? " AND session.id IN (SELECT id FROM matching)" : ""}`;
}

const filterParameters = ({ startMs, endMs }: InstantRange, filter: UsageFilter) => [
  startMs,
  endMs,
  JSON.stringify(filter),
  Math.floor(startMs / QUARTER_HOUR_MS),
  Math.ceil(endMs / QUARTER_HOUR_MS),
];

/**
 * One page of the sessions whose activity overlaps the range, from both tables, by sort key and then by id. Sorted by
 * last activity it walks `sessions_last_activity_at_ms_idx` and its twin of the archive.
 */
export function selectSessions(database: D1Database, query: SessionsQuery) {
  const { filter, range, sort, descending, after, limit, offset } = query;
  const [comparison, direction] = descending ? ["<", "DESC"] : [">", "ASC"];
  const cursor = after === null ? "" : `AND (${SORT_KEYS[sort]}, session.id) ${comparison} (CAST(?6 AS INTEGER), ?7)`;
  const from = (table: string, archived: 0 | 1) => `SELECT ${sessionColumns(archived, sort)} FROM ${table} AS session
    WHERE session.last_activity_at_ms >= ?1 AND session.started_at_ms < ?2 ${cursor}${andSessionMatches(filter)}`;
  return prepareWith(
    database,
    `${withMatching(filter)} ${from("sessions", 0)} UNION ALL ${from("sessions_archive", 1)}
       ORDER BY sort_key ${direction}, id ${direction} LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)`,
    [...filterParameters(range, filter), after?.key ?? null, after?.id ?? null, limit, offset],
  );
}

/**
 * How many sessions `selectSessions` has on all its pages. Those whose last activity lies in the range are counted in
 * the index alone; only later ones need to be looked up for their start.
 */
export function countSessions(database: D1Database, filter: UsageFilter, range: InstantRange) {
  const count = (table: string) => `(
      SELECT COUNT(*) FROM ${table} AS session
      WHERE session.last_activity_at_ms >= ?1 AND session.last_activity_at_ms < ?2${andSessionMatches(filter)}
    ) + (
      SELECT COUNT(*) FROM ${table} AS session
      WHERE session.last_activity_at_ms >= ?2 AND session.started_at_ms < ?2${andSessionMatches(filter)}
    )`;
  return prepareWith(
    database,
    `${withMatching(filter)} SELECT ${count("sessions")} + ${count("sessions_archive")} AS total`,
    [...filterParameters(range, filter)],
  );
}

/** The session with this id, archived or not. By primary key. */
export function selectSession(database: D1Database, id: string) {
  return prepareWith(
    database,
    `SELECT ${sessionColumns(0, "last_activity_at")} FROM sessions AS session WHERE session.id = ?1
       UNION ALL SELECT ${sessionColumns(1, "last_activity_at")} FROM sessions_archive AS session WHERE session.id = ?1`,
    [id],
  );
}
