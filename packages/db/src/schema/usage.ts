import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { measures } from "./measures.ts";

const interactionColumns = () => ({
  id: text("id").notNull(),
  sessionId: text("session_id").notNull(),
  userId: text("user_id").notNull(),
  type: text("type").notNull(),
  status: text("status").notNull(),
  occurredAtMs: integer("occurred_at_ms").notNull(),
  receivedAtMs: integer("received_at_ms").notNull(),
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  serviceTier: text("service_tier").notNull(),
  source: text("source").notNull(),
  environment: text("environment").notNull(),
  durationMs: integer("duration_ms"),
  ttftMs: integer("ttft_ms"),
  usage: text("usage").notNull(),
  metadata: text("metadata"),
  contentHash: text("content_hash").notNull(),
  aiTokensCostNanoUsd: integer("ai_tokens_cost_nano_usd"),
  dbOpsCostNanoUsd: integer("db_ops_cost_nano_usd").notNull(),
  apiCallsCostNanoUsd: integer("api_calls_cost_nano_usd").notNull(),
  computeTimeCostNanoUsd: integer("compute_time_cost_nano_usd").notNull(),
  costStatus: text("cost_status").notNull(),
  priceSource: text("price_source"),
  rateId: text("rate_id"),
  matchedBy: text("matched_by"),
  calculationVersion: integer("calculation_version").notNull(),
  reportedCostNanoUsd: integer("reported_cost_nano_usd"),
  costRevision: integer("cost_revision").notNull(),
  costRunId: text("cost_run_id"),
  costBasis: text("cost_basis"),
});

const sessionColumns = () => ({
  id: text("id").notNull().primaryKey(),
  userId: text("user_id").notNull(),
  source: text("source").notNull(),
  startedAtMs: integer("started_at_ms").notNull(),
  lastActivityAtMs: integer("last_activity_at_ms").notNull(),
  endedAtMs: integer("ended_at_ms"),
  ...measures(),
  models: text("models").notNull(),
  metadata: text("metadata"),
  cancelledCount: integer("cancelled_count").notNull(),
  isTemporary: integer("is_temporary").notNull(),
});

export const interactions = sqliteTable("interactions", interactionColumns(), (table) => [
  primaryKey({ columns: [table.id, table.source] }),
]);
export const interactionsArchive = sqliteTable("interactions_archive", interactionColumns(), (table) => [
  primaryKey({ columns: [table.id, table.source] }),
]);
export const sessions = sqliteTable("sessions", sessionColumns());
export const sessionsArchive = sqliteTable("sessions_archive", sessionColumns());

export const unpricedModels = sqliteTable(
  "unpriced_models",
  {
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    interactionCount: integer("interaction_count").notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    firstSeenAtMs: integer("first_seen_at_ms").notNull(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
    triedBookVersion: integer("tried_book_version").notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.model] })],
);

export const repriceRuns = sqliteTable("reprice_runs", {
  id: text("id").notNull().primaryKey(),
  kind: text("kind").notNull(),
  undoesRunId: text("undoes_run_id"),
  rehearsalId: text("rehearsal_id"),
  status: text("status").notNull(),
  filter: text("filter").notNull(),
  bookVersion: integer("book_version").notNull(),
  cursorMs: integer("cursor_ms").notNull(),
  cursorId: text("cursor_id").notNull(),
  cursorSource: text("cursor_source").notNull(),
  step: integer("step").notNull(),
  isWriting: integer("is_writing").notNull(),
  examinedCount: integer("examined_count").notNull(),
  changedCount: integer("changed_count").notNull(),
  skippedCount: integer("skipped_count").notNull(),
  costBeforeNanoUsd: integer("cost_before_nano_usd").notNull(),
  costAfterNanoUsd: integer("cost_after_nano_usd").notNull(),
  byModel: text("by_model").notNull(),
  actor: text("actor").notNull(),
  reason: text("reason"),
  createdAtMs: integer("created_at_ms").notNull(),
  steppedAtMs: integer("stepped_at_ms").notNull(),
  finishedAtMs: integer("finished_at_ms"),
});

export const users = sqliteTable(
  "users",
  {
    id: text("id").notNull(),
    source: text("source").notNull(),
    firstSeenAtMs: integer("first_seen_at_ms").notNull(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
    sessionCount: integer("session_count").notNull(),
    ...measures(),
    models: text("models").notNull(),
    summedToQuarterHour: integer("summed_to_quarter_hour").notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.source] })],
);

export const warnings = sqliteTable(
  "warnings",
  {
    utcDay: integer("utc_day").notNull(),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    source: text("source").notNull(),
    warningCount: integer("warning_count").notNull(),
    firstSeenAtMs: integer("first_seen_at_ms").notNull(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
    exampleId: text("example_id"),
  },
  (table) => [primaryKey({ columns: [table.utcDay, table.kind, table.subject, table.source] })],
);
