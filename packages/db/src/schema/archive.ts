import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const costEstimateColumns = () => ({
  interactionId: text("interaction_id").notNull(),
  interactionSource: text("interaction_source").notNull(),
  supersededByRunId: text("superseded_by_run_id").notNull(),
  supersededAtMs: integer("superseded_at_ms").notNull(),
  madeByRunId: text("made_by_run_id"),
  calculationVersion: integer("calculation_version").notNull(),
  aiTokensCostNanoUsd: integer("ai_tokens_cost_nano_usd"),
  dbOpsCostNanoUsd: integer("db_ops_cost_nano_usd").notNull(),
  apiCallsCostNanoUsd: integer("api_calls_cost_nano_usd").notNull(),
  computeTimeCostNanoUsd: integer("compute_time_cost_nano_usd").notNull(),
  costStatus: text("cost_status").notNull(),
  priceSource: text("price_source"),
  rateId: text("rate_id"),
  matchedBy: text("matched_by"),
  costBasis: text("cost_basis"),
});

export const costEstimates = sqliteTable("cost_estimates", costEstimateColumns(), (table) => [
  primaryKey({ columns: [table.interactionId, table.interactionSource, table.supersededByRunId] }),
]);

export const costEstimatesArchive = sqliteTable("cost_estimates_archive", costEstimateColumns(), (table) => [
  primaryKey({ columns: [table.interactionId, table.interactionSource, table.supersededByRunId] }),
]);

export const archiveRuns = sqliteTable("archive_runs", {
  id: text("id").notNull().primaryKey(),
  trigger: text("trigger").notNull(),
  olderThanMs: integer("older_than_ms").notNull(),
  startedAtMs: integer("started_at_ms").notNull(),
  finishedAtMs: integer("finished_at_ms"),
  status: text("status").notNull(),
  movedSessions: integer("moved_sessions").notNull(),
  movedInteractions: integer("moved_interactions").notNull(),
  movedCostEstimates: integer("moved_cost_estimates").notNull(),
});
