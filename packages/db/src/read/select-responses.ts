import { prepareWith } from "./prepare-with.ts";
import { contextTypeOf, messageIdOf } from "./message-id.ts";
import type { ListPosition } from "./select-sessions.ts";
import type { MeasureSums } from "./usage-measures.ts";

/**
 * What the interactions of one response have in common that have one `context_type` (null: none is named). Texts in JSON:
 * `models` are names, `agents` pairs of id and name, `tools` lists of names. `total` counts the responses of all pages.
 */
export type ResponsePartRow = MeasureSums & {
  response_id: string;
  response_source: string;
  message_id: string | null;
  started_at_ms: number;
  total: number;
  context_type: string | null;
  first_id: string;
  ended_at_ms: number;
  cancelled_count: number;
  duration_ms: number | null;
  endpoint: string | null;
  finish_type: string | null;
  web_search_count: number;
  models: string;
  agents: string;
  tools: string;
};

const TABLES = ["interactions", "interactions_archive"] as const;

/** A call without a message is a response of its own, known by its id and source. */
const calls = (table: string, archived: 0 | 1) => `SELECT call.id AS id, call.source AS source, ${archived} AS archived,
    call.occurred_at_ms AS occurred_at_ms, ${messageIdOf("call")} AS message_id
  FROM ${table} AS call WHERE call.session_id = ?1`;

const label = (name: string) => `shown.metadata->>'$.${name}'`;
const tokens = (kind: string) => `SUM(COALESCE(shown.usage->>'$.tokens.${kind}', 0)) AS ${kind}_tokens`;
const cost = (column: string) => `CAST(SUM(COALESCE(shown.${column}, 0)) AS TEXT) AS ${column}`;

const SUMS = [
  "COUNT(*) AS interaction_count",
  "SUM(shown.status = 'error') AS error_count",
  "SUM(shown.status = 'cancelled') AS cancelled_count",
  "SUM(shown.cost_status IN ('unpriced', 'usage_unknown')) AS unpriced_count",
  ...["input", "output", "cache_read", "cache_write", "reasoning"].map(tokens),
  ...["ai_tokens", "db_ops", "api_calls", "compute_time"].map((category) => cost(`${category}_cost_nano_usd`)),
].join(", ");

const LABELS = [
  "json_group_array(DISTINCT shown.model) FILTER (WHERE shown.model <> '') AS models",
  `json_group_array(DISTINCT json_array(${label("agent_id")}, ${label("agent_name")}))
    FILTER (WHERE COALESCE(${label("agent_id")}, ${label("agent_name")}) IS NOT NULL) AS agents`,
  `json_group_array(json(shown.metadata->'$.tool_names'))
    FILTER (WHERE json_type(shown.metadata, '$.tool_names') = 'array') AS tools`,
  `SUM(iif(json_type(shown.metadata, '$.web_search_count') = 'integer', ${label("web_search_count")}, 0)) AS web_search_count`,
  `MAX(CAST(${label("endpoint")} AS TEXT)) AS endpoint`,
  `MAX(CAST(${label("finish_type")} AS TEXT)) AS finish_type`,
  "MAX(shown.duration_ms) AS duration_ms",
].join(", ");

const arm = (table: string, archived: 0 | 1) => `SELECT page.response_id, page.response_source, page.message_id,
    page.started_at_ms, page.total, part.occurred_at_ms AS part_at_ms, call.*
  FROM page CROSS JOIN calls AS part ON part.response_id = page.response_id AND part.response_source = page.response_source
  CROSS JOIN ${table} AS call ON call.id = part.id AND call.source = part.source
  WHERE part.archived = ${archived}`;

/**
 * One page of the responses of a session, the one that began first at the top, a row per response and context. All calls of
 * the session are read once by its index, to know which of them make a response: they need not stand next to each other, and
 * none is cut by the end of a page. The rest of what is shown is read by primary key, for the page alone.
 */
export function selectResponses(
  database: D1Database,
  { sessionId, after, limit, offset }: { sessionId: string; after: ListPosition | null; limit: number; offset: number },
) {
  const behind =
    after === null ? "" : "WHERE (started_at_ms, response_id, response_source) > (CAST(?2 AS INTEGER), ?3, ?4)";
  return prepareWith(
    database,
    `WITH calls AS MATERIALIZED (
       SELECT id, source, archived, occurred_at_ms, message_id, COALESCE(message_id, id) AS response_id,
         iif(message_id IS NULL, source, '') AS response_source
       FROM (${calls(TABLES[0], 0)} UNION ALL ${calls(TABLES[1], 1)})
     ), responses AS MATERIALIZED (
       SELECT response_id, response_source, message_id, MIN(occurred_at_ms) AS started_at_ms
       FROM calls GROUP BY response_id, response_source, message_id
     ), page AS MATERIALIZED (
       SELECT *, (SELECT COUNT(*) FROM responses) AS total FROM responses ${behind}
       ORDER BY started_at_ms, response_id, response_source
       LIMIT CAST(?5 AS INTEGER) OFFSET CAST(?6 AS INTEGER)
     )
     SELECT shown.response_id, shown.response_source, shown.message_id, shown.started_at_ms, shown.total,
       ${contextTypeOf("shown")} AS context_type, MIN(shown.id) AS first_id,
       MAX(shown.occurred_at_ms) AS ended_at_ms, ${SUMS}, ${LABELS}
     FROM (${arm(TABLES[0], 0)} UNION ALL ${arm(TABLES[1], 1)}) AS shown
     GROUP BY 4, 1, 2, 3, 5, 6
     ORDER BY 4, 1, 2, MIN(shown.part_at_ms), 6`,
    [sessionId, after?.key ?? null, after?.id ?? null, after?.source ?? "", limit, offset],
  );
}
