/** What a repeated interaction is compared with, and the cost that it is answered with. */
export type StoredInteractionRow = {
  id: string;
  sessionId: string;
  contentHash: string;
  aiTokensCostNanoUsd: number | null;
  dbOpsCostNanoUsd: number;
  apiCallsCostNanoUsd: number;
  computeTimeCostNanoUsd: number;
  costStatus: string;
  priceSource: string | null;
  rateId: string | null;
  matchedBy: string | null;
  calculationVersion: number;
  serviceTier: string;
  costBasis: string | null;
};

const COLUMNS = `id, session_id AS sessionId, content_hash AS contentHash,
  ai_tokens_cost_nano_usd AS aiTokensCostNanoUsd, db_ops_cost_nano_usd AS dbOpsCostNanoUsd,
  api_calls_cost_nano_usd AS apiCallsCostNanoUsd, compute_time_cost_nano_usd AS computeTimeCostNanoUsd,
  cost_status AS costStatus, price_source AS priceSource, rate_id AS rateId, matched_by AS matchedBy,
  calculation_version AS calculationVersion, service_tier AS serviceTier, cost_basis AS costBasis`;

/** The interactions with these ids (a JSON array), archived ones included. Two rows by primary key per id. */
export function selectStoredInteractions(database: D1Database, idsJson: string) {
  return database
    .prepare(
      `SELECT ${COLUMNS} FROM interactions WHERE id IN (SELECT value FROM json_each(?1))
       UNION ALL SELECT ${COLUMNS} FROM interactions_archive WHERE id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(idsJson);
}
