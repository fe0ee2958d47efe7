import { hasSentKey, sentKeys } from "./interaction-keys.ts";

/** What a repeated interaction is compared with, and the cost that it is answered with. */
export type StoredInteractionRow = {
  id: string;
  source: string;
  sessionId: string;
  userId: string;
  type: string;
  occurredAtMs: number;
  provider: string;
  model: string;
  environment: string;
  usage: string;
  reportedCostNanoUsd: number | null;
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

const COLUMNS = `stored.id AS id, stored.source AS source, session_id AS sessionId, user_id AS userId, stored.type AS type,
  occurred_at_ms AS occurredAtMs, provider, model, environment, usage, reported_cost_nano_usd AS reportedCostNanoUsd, content_hash AS contentHash,
  ai_tokens_cost_nano_usd AS aiTokensCostNanoUsd, db_ops_cost_nano_usd AS dbOpsCostNanoUsd,
  api_calls_cost_nano_usd AS apiCallsCostNanoUsd, compute_time_cost_nano_usd AS computeTimeCostNanoUsd,
  cost_status AS costStatus, price_source AS priceSource, rate_id AS rateId, matched_by AS matchedBy,
  calculation_version AS calculationVersion, service_tier AS serviceTier, cost_basis AS costBasis`;

/** These interactions (from `encodeInteractionKeys`), archived ones included. Two rows by primary key per interaction. */
export function selectStoredInteractions(database: D1Database, keys: string) {
  const stored = ["interactions", "interactions_archive"].map(
    (table) => `SELECT ${COLUMNS} FROM ${sentKeys("?1")} CROSS JOIN ${table} AS stored ON ${hasSentKey("stored")}`,
  );
  return database.prepare(stored.join(" UNION ALL ")).bind(keys);
}
