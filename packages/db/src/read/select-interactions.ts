import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS } from "@voygent/contracts";

import { prepareWith } from "./prepare-with.ts";
import type { ListPosition } from "./select-sessions.ts";
import type { InstantRange } from "./session-filter.ts";
import { andMatches, filteredColumns, type UsageFilter, usersToSearch } from "./usage-filter.ts";

/** One stored interaction, archived or not. `usage`, `metadata` and `cost_basis` are JSON. */
export type InteractionRow = {
  id: string;
  session_id: string;
  user_id: string;
  type: string;
  status: string;
  occurred_at_ms: number;
  received_at_ms: number;
  provider: string;
  model: string;
  service_tier: string;
  source: string;
  environment: string;
  duration_ms: number | null;
  ttft_ms: number | null;
  usage: string;
  metadata: string | null;
  ai_tokens_cost_nano_usd: number | null;
  db_ops_cost_nano_usd: number;
  api_calls_cost_nano_usd: number;
  compute_time_cost_nano_usd: number;
  cost_status: string;
  price_source: string | null;
  rate_id: string | null;
  matched_by: string | null;
  calculation_version: number;
  cost_basis: string | null;
  reported_cost_nano_usd: number | null;
  archived: number;
};

export type InteractionsQuery = {
  filter: UsageFilter;
  range: InstantRange;
  descending: boolean;
  after: ListPosition | null;
  limit: number;
  offset: number;
};

/** The columns of an interaction that are answered. */
export const INTERACTION_COLUMNS = [
  "id, session_id, user_id, type, status, occurred_at_ms, received_at_ms, provider, model, service_tier, source",
  "environment, duration_ms, ttft_ms, usage, metadata, ai_tokens_cost_nano_usd, db_ops_cost_nano_usd",
  "api_calls_cost_nano_usd, compute_time_cost_nano_usd, cost_status, price_source, rate_id, matched_by",
  "calculation_version, cost_basis, reported_cost_nano_usd",
].join(", ");

const COLUMNS = INTERACTION_COLUMNS.split(", ")
  .map((name) => `interaction.${name} AS ${name}`)
  .join(", ");

const TABLES = [
  ["interactions", 0],
  ["interactions_archive", 1],
] as const;

/** A filter by anything but sessions is looked up in the rollup first: few interactions may match among many. */
export const searchesRollup = (filter: UsageFilter): boolean =>
  filter.session_id === undefined && Object.values(filter).some((values) => values !== undefined);

const parametersOf = ({ startMs, endMs }: InstantRange, filter: UsageFilter) => [
  startMs,
  endMs,
  JSON.stringify(filter),
];

/**
 * The cells (session and quarter hour) that hold the page: the newest, or oldest, that match until they hold enough.
 * The outermost cell may lie before the page in part, so it does not count. `?4` and `?5` bound the quarter hours.
 */
function withCells(filter: UsageFilter, descending: boolean): string {
  const [direction, outermost] = descending ? ["DESC", "?5 - 1"] : ["ASC", "?4"];
  return `WITH quarters AS (
    SELECT usage.session_id AS session_id, usage.quarter_hour AS quarter_hour,
      SUM(usage.interaction_count) AS interaction_count
    FROM ${usersToSearch(filter, "?3")} AS searched
    CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
      AND usage.quarter_hour >= ?4 AND usage.quarter_hour < ?5
    WHERE true${andMatches("usage", filter, "?3")}
    GROUP BY usage.quarter_hour, usage.session_id
  ), cells AS MATERIALIZED (
    SELECT session_id, quarter_hour * ${QUARTER_HOUR_MS} AS start_ms FROM (
      SELECT session_id, quarter_hour, SUM(iif(quarter_hour = ${outermost}, 0, interaction_count)) OVER (
        ORDER BY quarter_hour ${direction} GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS count_before
      FROM quarters
    ) WHERE COALESCE(count_before, 0) < ?8 + ?9
  )`;
}

/**
 * One page of the interactions of the range by time and then by key, from both tables. Without a filter it walks the
 * index on the time, filtered by sessions the one on the session; any other filter finds its sessions and quarter hours
 * in `usage_quarter_hours` first.
 */
export function selectInteractions(database: D1Database, query: InteractionsQuery) {
  const { filter, range, descending, after, limit, offset } = query;
  const [comparison, direction] = descending ? ["<", "DESC"] : [">", "ASC"];
  const cells = searchesRollup(filter);
  const cursor =
    after === null
      ? ""
      : ` AND (interaction.occurred_at_ms, interaction.id, interaction.source) ${comparison}
          (CAST(?6 AS INTEGER), ?7, ?10)`;
  const from = (table: string) =>
    cells
      ? `cells CROSS JOIN ${table} AS interaction ON interaction.session_id = cells.session_id
          AND interaction.occurred_at_ms >= cells.start_ms
          AND interaction.occurred_at_ms < cells.start_ms + ${QUARTER_HOUR_MS}`
      : `${table} AS interaction`;
  const arms = TABLES.map(
    ([table, archived]) => `SELECT ${COLUMNS}, ${archived} AS archived FROM ${from(table)}
      WHERE interaction.occurred_at_ms >= ?1 AND interaction.occurred_at_ms < ?2
        ${cursor}${andMatches("interaction", filter, "?3")}`,
  );
  const [startMs, endMs] = rangeOfPage(range, after, descending);
  return prepareWith(
    database,
    `${cells ? withCells(filter, descending) : ""} ${arms.join(" UNION ALL ")}
     ORDER BY occurred_at_ms ${direction}, id ${direction}, source ${direction}
     LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)`,
    [
      ...parametersOf(range, filter),
      Math.floor(startMs / QUARTER_HOUR_MS),
      Math.ceil(endMs / QUARTER_HOUR_MS),
      after?.key ?? null,
      after?.id ?? null,
      limit,
      offset,
      after?.source ?? "",
    ],
  );
}

/** The range, cut at the position after which the page begins. */
function rangeOfPage({ startMs, endMs }: InstantRange, after: ListPosition | null, descending: boolean) {
  if (after === null) return [startMs, endMs] as const;
  const atMs = Number(after.key);
  return descending ? ([startMs, Math.min(endMs, atMs + 1)] as const) : ([Math.max(startMs, atMs), endMs] as const);
}

const countRows = (bounds: string, filter: UsageFilter) =>
  TABLES.map(
    ([table]) =>
      `(SELECT COUNT(*) FROM ${table} AS interaction WHERE ${bounds}${andMatches("interaction", filter, "?3")})`,
  ).join(" + ");

/** Counts all interactions of the range: closed days of UTC by their sums, what lies between them by the index on the time. */
function countAllInteractions(database: D1Database, { startMs, endMs }: InstantRange) {
  const gapRows = countRows(
    "interaction.occurred_at_ms >= gap.start_ms AND interaction.occurred_at_ms < gap.end_ms",
    {},
  );
  return prepareWith(
    database,
    `WITH closed AS MATERIALIZED (
       SELECT day.start_quarter_hour * ${QUARTER_HOUR_MS} AS start_ms,
         (day.start_quarter_hour + ${DAY_QUARTER_HOURS}) * ${QUARTER_HOUR_MS} AS end_ms, day.interaction_count
       FROM closed_periods AS closed
       CROSS JOIN local_days AS day ON day.utc_offset = 0 AND day.start_quarter_hour = closed.local_quarter_hour
       WHERE closed.quarter_hours = ${DAY_QUARTER_HOURS} AND closed.local_quarter_hour >= ?3
         AND closed.local_quarter_hour + ${DAY_QUARTER_HOURS} <= ?4
         AND closed.closed_to_quarter_hour >= closed.local_quarter_hour + ${DAY_QUARTER_HOURS}
     ), gaps AS (
       SELECT LAG(end_ms, 1, ?1) OVER (ORDER BY start_ms) AS start_ms, start_ms AS end_ms FROM closed
       UNION ALL
       SELECT COALESCE((SELECT MAX(end_ms) FROM closed), ?1), ?2
     )
     SELECT COALESCE((SELECT SUM(interaction_count) FROM closed), 0)
       + COALESCE((SELECT SUM(${gapRows}) FROM gaps AS gap WHERE gap.start_ms < gap.end_ms), 0) AS total`,
    [startMs, endMs, Math.ceil(startMs / QUARTER_HOUR_MS), Math.floor(endMs / QUARTER_HOUR_MS)],
  );
}

/**
 * How many interactions `selectInteractions` has on all its pages: without a filter from closed days; from the rollup
 * where that is searched, with what lies in a quarter hour that the range cuts counted one by one; else by an index.
 */
export function countInteractions(database: D1Database, filter: UsageFilter, range: InstantRange) {
  if (filteredColumns(filter).length === 0) return countAllInteractions(database, range);
  const [firstWhole, endOfWhole] = [
    Math.ceil(range.startMs / QUARTER_HOUR_MS),
    Math.floor(range.endMs / QUARTER_HOUR_MS),
  ];
  if (!searchesRollup(filter) || firstWhole > endOfWhole) {
    const bounds = "interaction.occurred_at_ms >= ?1 AND interaction.occurred_at_ms < ?2";
    return prepareWith(database, `SELECT ${countRows(bounds, filter)} AS total`, parametersOf(range, filter));
  }
  const before = "interaction.occurred_at_ms >= ?1 AND interaction.occurred_at_ms < ?4";
  const behind = "interaction.occurred_at_ms >= ?5 AND interaction.occurred_at_ms < ?2";
  return prepareWith(
    database,
    `SELECT ${countRows(before, filter)} + ${countRows(behind, filter)} + COALESCE((
       SELECT SUM(usage.interaction_count) FROM ${usersToSearch(filter, "?3")} AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= ?6 AND usage.quarter_hour < ?7
       WHERE true${andMatches("usage", filter, "?3")}
     ), 0) AS total`,
    [
      ...parametersOf(range, filter),
      firstWhole * QUARTER_HOUR_MS,
      endOfWhole * QUARTER_HOUR_MS,
      firstWhole,
      endOfWhole,
    ],
  );
}
