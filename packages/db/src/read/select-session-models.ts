import type { MeasureSums } from "./usage-measures.ts";

/** What one model did in a session; both texts are empty where the interactions named none. */
export type ModelUsageRow = MeasureSums & { provider: string; model: string };

const tokens = (kind: string) => `SUM(COALESCE(usage->>'$.tokens.${kind}', 0)) AS ${kind}_tokens`;

const COLUMNS = `provider, model, status, usage, cost_status, ai_tokens_cost_nano_usd, db_ops_cost_nano_usd,
  api_calls_cost_nano_usd, compute_time_cost_nano_usd`;

/** The sums of one session by model, dearest first, from its interactions by the index on the session. */
export function selectSessionModels(database: D1Database, sessionId: string) {
  return database
    .prepare(
      `SELECT provider, model, COUNT(*) AS interaction_count, SUM(status = 'error') AS error_count,
         SUM(cost_status IN ('unpriced', 'usage_unknown')) AS unpriced_count, ${["input", "output", "cache_read", "cache_write", "reasoning"].map(tokens).join(", ")},
         CAST(SUM(COALESCE(ai_tokens_cost_nano_usd, 0)) AS TEXT) AS ai_tokens_cost_nano_usd,
         CAST(SUM(db_ops_cost_nano_usd) AS TEXT) AS db_ops_cost_nano_usd,
         CAST(SUM(api_calls_cost_nano_usd) AS TEXT) AS api_calls_cost_nano_usd,
         CAST(SUM(compute_time_cost_nano_usd) AS TEXT) AS compute_time_cost_nano_usd
       FROM (
         SELECT ${COLUMNS} FROM interactions WHERE session_id = ?1
         UNION ALL SELECT ${COLUMNS} FROM interactions_archive WHERE session_id = ?1
       )
       GROUP BY provider, model
       ORDER BY SUM(COALESCE(ai_tokens_cost_nano_usd, 0) + db_ops_cost_nano_usd + api_calls_cost_nano_usd
         + compute_time_cost_nano_usd) DESC, provider, model`,
    )
    .bind(sessionId);
}
