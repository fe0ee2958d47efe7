import { prepareWith } from "./prepare-with.ts";
import { lastActivityColumn } from "./last-activity-column.ts";
import {
  andSessionMatches,
  type InstantRange,
  sessionFilterParameters,
  withMatchingSessions,
} from "./session-filter.ts";
import type { UsageFilter } from "./usage-filter.ts";
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
  cancelled_count: number;
  is_temporary: number;
  archived: number;
  sort_key: number;
};

/** What sessions can be sorted by. */
export type SessionSort = "last_activity_at" | "started_at" | "cost" | "interaction_count" | "error_count";

/** A place in a sorted list: the sort key of its last row, as text, and its id, with the source where both are the key. */
export type ListPosition = { key: string; id: string; source?: string | undefined };

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
  session.ended_at_ms AS ended_at_ms, session.models AS models,
  session.cancelled_count AS cancelled_count, session.is_temporary AS is_temporary, ${measuresOf("session")}, ${archived} AS archived,
  ${SORT_KEYS[sort]} AS sort_key`;

/**
 * One page of the sessions whose activity overlaps the range, from both tables, by sort key and then by id. Sorted by
 * last activity it walks `sessions_last_activity_at_ms_idx` and its twin of the archive; in another order it ranks the
 * ids of all and reads the rest of the page by primary key.
 */
export function selectSessions(database: D1Database, query: SessionsQuery) {
  const { filter, range, after, limit, offset } = query;
  const sql = query.sort === "last_activity_at" ? walkedPage(query) : rankedPage(query);
  return prepareWith(database, `${withMatchingSessions(filter)} ${sql}`, [
    ...sessionFilterParameters(range, filter),
    after?.key ?? null,
    after?.id ?? null,
    limit,
    offset,
  ]);
}

const orderBy = ({ descending }: SessionsQuery) =>
  descending ? "ORDER BY sort_key DESC, id DESC" : "ORDER BY sort_key ASC, id ASC";

/** The condition on sessions for `?1` and `?2`, the cursor and the filter. */
function pageCondition({ filter, sort, descending, after }: SessionsQuery, lastActivity: string): string {
  const cursor =
    after === null ? "" : ` AND (${SORT_KEYS[sort]}, session.id) ${descending ? "<" : ">"} (CAST(?6 AS INTEGER), ?7)`;
  return `${lastActivity} >= ?1 AND session.started_at_ms < ?2${cursor}${andSessionMatches(filter)}`;
}

function walkedPage(query: SessionsQuery): string {
  const condition = pageCondition(query, "session.last_activity_at_ms");
  const from = (table: string, archived: 0 | 1) =>
    `SELECT ${sessionColumns(archived, query.sort)} FROM ${table} AS session WHERE ${condition}`;
  return `${from("sessions", 0)} UNION ALL ${from("sessions_archive", 1)}
    ${orderBy(query)} LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)`;
}

function rankedPage(query: SessionsQuery): string {
  const condition = pageCondition(query, lastActivityColumn("session", query.range.startMs));
  const ranked = (table: string, archived: 0 | 1) => `SELECT * FROM (
    SELECT session.id AS id, ${archived} AS archived, ${SORT_KEYS[query.sort]} AS sort_key
    FROM ${table} AS session WHERE ${condition} ${orderBy(query)} LIMIT CAST(?8 + ?9 AS INTEGER))`;
  const from = (table: string, archived: 0 | 1) => `SELECT ${sessionColumns(archived, query.sort)}
    FROM page CROSS JOIN ${table} AS session ON session.id = page.id WHERE page.archived = ${archived}`;
  return `SELECT * FROM (WITH page AS MATERIALIZED (
      SELECT * FROM (${ranked("sessions", 0)} UNION ALL ${ranked("sessions_archive", 1)})
      ${orderBy(query)} LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)
    ) ${from("sessions", 0)} UNION ALL ${from("sessions_archive", 1)}) ${orderBy(query)}`;
}

/**
 * How many sessions `selectSessions` has on all its pages. Without a filter those whose last activity lies in the range
 * are counted in the index alone; only later ones need to be looked up for their start.
 */
export function countSessions(database: D1Database, filter: UsageFilter, range: InstantRange) {
  const matches = andSessionMatches(filter);
  const later = lastActivityColumn("session", range.endMs);
  const overlapping = lastActivityColumn("session", range.startMs);
  const count = (table: string) =>
    matches === ""
      ? `(
      SELECT COUNT(*) FROM ${table} AS session
      WHERE session.last_activity_at_ms >= ?1 AND session.last_activity_at_ms < ?2
    ) + (
      SELECT COUNT(*) FROM ${table} AS session WHERE ${later} >= ?2 AND session.started_at_ms < ?2
    )`
      : `(
      SELECT COUNT(*) FROM ${table} AS session
      WHERE ${overlapping} >= ?1 AND session.started_at_ms < ?2${matches}
    )`;
  return prepareWith(
    database,
    `${withMatchingSessions(filter)} SELECT ${count("sessions")} + ${count("sessions_archive")} AS total`,
    sessionFilterParameters(range, filter),
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
