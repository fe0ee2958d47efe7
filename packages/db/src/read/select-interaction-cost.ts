import { estimatedColumns, ESTIMATED_TABLES } from "./estimated-row.ts";
import type { InteractionKey } from "./interaction-keys.ts";

/** An estimate that another one replaced. */
export type SupersededEstimateRow = {
  ai_tokens_cost_nano_usd: number | null;
  db_ops_cost_nano_usd: number;
  api_calls_cost_nano_usd: number;
  compute_time_cost_nano_usd: number;
  cost_status: string;
  price_source: string | null;
  rate_id: string | null;
  matched_by: string | null;
  calculation_version: number;
  made_by_run_id: string | null;
  superseded_by_run_id: string;
  superseded_at_ms: number;
};

/**
 * The interactions with this id, one for each source that has sent it, with their estimates in force (`EstimatedRow`),
 * archived or not, by source; of `source` alone when one is named. A range of the primary key of each table.
 */
export function selectInteractionCosts(
  database: D1Database,
  id: string,
  source: string | undefined,
): D1PreparedStatement {
  const parts = ESTIMATED_TABLES.map(
    ({ interactions, archived }) =>
      `SELECT ${estimatedColumns("interaction", archived)} FROM ${interactions} AS interaction WHERE interaction.id = ?1${source === undefined ? "" : " AND interaction.source = ?2"}`,
  );
  return database
    .prepare(`${parts.join(" UNION ALL ")} ORDER BY source`)
    .bind(id, ...(source === undefined ? [] : [source]));
}

const COLUMNS = [
  "ai_tokens_cost_nano_usd, db_ops_cost_nano_usd, api_calls_cost_nano_usd, compute_time_cost_nano_usd, cost_status",
  "price_source, rate_id, matched_by, calculation_version, made_by_run_id, superseded_by_run_id, superseded_at_ms",
].join(", ");

/** The estimates of one interaction that were replaced, newest first. A range of the primary key of each table. */
export function selectSupersededEstimates(database: D1Database, { id, source }: InteractionKey): D1PreparedStatement {
  const parts = ESTIMATED_TABLES.map(
    ({ estimates }) => `SELECT ${COLUMNS} FROM ${estimates} WHERE interaction_id = ?1 AND interaction_source = ?2`,
  );
  return database.prepare(`${parts.join(" UNION ALL ")} ORDER BY superseded_at_ms DESC`).bind(id, source);
}
