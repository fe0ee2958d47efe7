import { messageIdOf } from "./message-id.ts";

/** How many responses a session has, and what they cost together; the cost is a text of whole nano-dollars. */
export type ResponseTotalsRow = { response_count: number; cost_nano_usd: string };

const COST = `COALESCE(call.ai_tokens_cost_nano_usd, 0) + call.db_ops_cost_nano_usd + call.api_calls_cost_nano_usd
  + call.compute_time_cost_nano_usd`;

const arm = (table: string) =>
  `SELECT ${messageIdOf("call")} AS message_id, ${COST} AS cost_nano_usd
   FROM ${table} AS call WHERE call.session_id = ?1`;

/** The responses of one session, by its index. Interactions that are part of none are left out. */
export function selectResponseTotals(database: D1Database, sessionId: string) {
  return database
    .prepare(
      `SELECT COUNT(DISTINCT message_id) AS response_count, CAST(COALESCE(SUM(cost_nano_usd), 0) AS TEXT) AS cost_nano_usd
       FROM (${arm("interactions")} UNION ALL ${arm("interactions_archive")}) WHERE message_id IS NOT NULL`,
    )
    .bind(sessionId);
}
