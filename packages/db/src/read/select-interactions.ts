import { QUARTER_HOUR_MS } from "@voygent/contracts";

import { withLabelCells } from "./label-counts.ts";
import {
  andInteractionMatches,
  asksForLabels,
  INTERACTION_TABLES,
  type InteractionFilter,
  searchesRollup,
} from "./listed-interactions.ts";
import { prepareWith } from "./prepare-with.ts";
import type { ListPosition } from "./select-sessions.ts";
import type { InstantRange } from "./session-filter.ts";
import { andMatches, usersToSearch } from "./usage-filter.ts";

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
  filter: InteractionFilter;
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

/** The cells (session and quarter hour) of a filter by anything but labels, by the rows of its users. */
function withSessionCells(filter: InteractionFilter, descending: boolean): string {
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
    SELECT session_id, quarter_hour AS start_quarter_hour FROM (
      SELECT session_id, quarter_hour, SUM(iif(quarter_hour = ${outermost}, 0, interaction_count)) OVER (
        ORDER BY quarter_hour ${direction} GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) AS count_before
      FROM quarters
    ) WHERE COALESCE(count_before, 0) < ?8 + ?9
  )`;
}

/**
 * The cells that hold the page: the newest, or oldest, that match until they hold enough. The outermost cell may lie before
 * the page in part, so it does not count. `?4` and `?5` bound the quarter hours, `?11` and `?12` those that are not cut.
 */
const withCells = (filter: InteractionFilter, descending: boolean): string =>
  asksForLabels(filter)
    ? withLabelCells(filter, descending, { from: "?4", to: "?5", first: "?11", end: "?12" }, "?8 + ?9")
    : withSessionCells(filter, descending);

/**
 * One page of the interactions of the range by time and then by key, from both tables. Without a filter it walks the
 * index on the time, filtered by sessions the one on the session; any other filter finds its sessions and quarter hours
 * in `usage_quarter_hours` first, by labels its days in the sums of these and their quarter hours in `usage_labels`.
 */
export function selectInteractions(database: D1Database, query: InteractionsQuery) {
  const { filter, range, descending, after, limit, offset } = query;
  const [comparison, direction] = descending ? ["<", "DESC"] : [">", "ASC"];
  const cells = searchesRollup(filter);
  const ofCell = asksForLabels(filter) ? "" : "interaction.session_id = cells.session_id AND ";
  // Not by the range, which may be a year, but by the cells rows are to be found.
  const ofRange = cells ? "+interaction.occurred_at_ms" : "interaction.occurred_at_ms";
  const cursor =
    after === null
      ? ""
      : ` AND (${ofRange}, interaction.id, interaction.source) ${comparison}
          (CAST(?6 AS INTEGER), ?7, ?10)`;
  const from = (table: string) =>
    cells
      ? `cells CROSS JOIN ${table} AS interaction
          ON ${ofCell}interaction.occurred_at_ms >= cells.start_quarter_hour * ${QUARTER_HOUR_MS}
          AND interaction.occurred_at_ms < (cells.start_quarter_hour + 1) * ${QUARTER_HOUR_MS}`
      : `${table} AS interaction`;
  const arms = INTERACTION_TABLES.map(
    ([table, archived]) => `SELECT ${COLUMNS}, ${archived} AS archived FROM ${from(table)}
      WHERE ${ofRange} >= ?1 AND ${ofRange} < ?2
        ${cursor}${andInteractionMatches(filter)}`,
  );
  const [startMs, endMs] = rangeOfPage(range, after, descending);
  const [first, end] = [Math.floor(startMs / QUARTER_HOUR_MS), Math.ceil(endMs / QUARTER_HOUR_MS)];
  const isCut = after !== null;
  return prepareWith(
    database,
    `${cells ? withCells(filter, descending) : ""} ${arms.join(" UNION ALL ")}
     ORDER BY occurred_at_ms ${direction}, id ${direction}, source ${direction}
     LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)`,
    [
      range.startMs,
      range.endMs,
      JSON.stringify(filter),
      first,
      end,
      after?.key ?? null,
      after?.id ?? null,
      limit,
      offset,
      after?.source ?? "",
      isCut && !descending ? first + 1 : Math.ceil(startMs / QUARTER_HOUR_MS),
      isCut && descending ? end - 1 : Math.floor(endMs / QUARTER_HOUR_MS),
    ],
  );
}

/** The range, cut at the position after which the page begins. */
function rangeOfPage({ startMs, endMs }: InstantRange, after: ListPosition | null, descending: boolean) {
  if (after === null) return [startMs, endMs] as const;
  const atMs = Number(after.key);
  return descending ? ([startMs, Math.min(endMs, atMs + 1)] as const) : ([Math.max(startMs, atMs), endMs] as const);
}
