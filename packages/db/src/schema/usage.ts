import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const measures = () => ({
  interactionCount: integer("interaction_count").notNull(),
  errorCount: integer("error_count").notNull(),
  unpricedCount: integer("unpriced_count").notNull(),
  inputTokens: integer("input_tokens").notNull(),
  outputTokens: integer("output_tokens").notNull(),
  cacheReadTokens: integer("cache_read_tokens").notNull(),
  cacheWriteTokens: integer("cache_write_tokens").notNull(),
  reasoningTokens: integer("reasoning_tokens").notNull(),
  aiTokensCostNanoUsd: integer("ai_tokens_cost_nano_usd").notNull(),
  dbOpsCostNanoUsd: integer("db_ops_cost_nano_usd").notNull(),
  apiCallsCostNanoUsd: integer("api_calls_cost_nano_usd").notNull(),
  computeTimeCostNanoUsd: integer("compute_time_cost_nano_usd").notNull(),
});

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
});

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

export const interactions = sqliteTable("interactions", interactionColumns(), (table) => [
  primaryKey({ columns: [table.id, table.source] }),
]);
export const interactionsArchive = sqliteTable("interactions_archive", interactionColumns(), (table) => [
  primaryKey({ columns: [table.id, table.source] }),
]);
export const sessions = sqliteTable("sessions", sessionColumns());
export const sessionsArchive = sqliteTable("sessions_archive", sessionColumns());

export const costEstimates = sqliteTable("cost_estimates", costEstimateColumns(), (table) => [
  primaryKey({ columns: [table.interactionId, table.interactionSource, table.supersededByRunId] }),
]);
export const costEstimatesArchive = sqliteTable("cost_estimates_archive", costEstimateColumns(), (table) => [
  primaryKey({ columns: [table.interactionId, table.interactionSource, table.supersededByRunId] }),
]);

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

const dimensions = () => ({
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  type: text("type").notNull(),
  status: text("status").notNull(),
  source: text("source").notNull(),
  environment: text("environment").notNull(),
});

export const usageQuarterHours = sqliteTable(
  "usage_quarter_hours",
  {
    userId: text("user_id").notNull(),
    quarterHour: integer("quarter_hour").notNull(),
    sessionId: text("session_id").notNull(),
    ...dimensions(),
    ...measures(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
    openedSessionCount: integer("opened_session_count").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.userId,
        table.quarterHour,
        table.sessionId,
        table.provider,
        table.model,
        table.type,
        table.status,
        table.source,
        table.environment,
      ],
    }),
  ],
);

export const closedPeriods = sqliteTable(
  "closed_periods",
  {
    quarterHours: integer("quarter_hours").notNull(),
    localQuarterHour: integer("local_quarter_hour").notNull(),
    closedToQuarterHour: integer("closed_to_quarter_hour").notNull(),
  },
  (table) => [primaryKey({ columns: [table.quarterHours, table.localQuarterHour] })],
);

export const localDays = sqliteTable(
  "local_days",
  {
    utcOffset: integer("utc_offset").notNull(),
    startQuarterHour: integer("start_quarter_hour").notNull(),
    sessionCount: integer("session_count").notNull(),
    userCount: integer("user_count").notNull(),
    ...measures(),
  },
  (table) => [primaryKey({ columns: [table.utcOffset, table.startQuarterHour] })],
);

export const localPeriodModels = sqliteTable(
  "local_period_models",
  {
    utcOffset: integer("utc_offset").notNull(),
    quarterHours: integer("quarter_hours").notNull(),
    startQuarterHour: integer("start_quarter_hour").notNull(),
    ...dimensions(),
    ...measures(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.utcOffset,
        table.quarterHours,
        table.startQuarterHour,
        table.provider,
        table.model,
        table.type,
        table.status,
        table.source,
        table.environment,
      ],
    }),
  ],
);

export const utcPeriods = sqliteTable(
  "utc_periods",
  {
    quarterHours: integer("quarter_hours").notNull(),
    startQuarterHour: integer("start_quarter_hour").notNull(),
    newSessionCount: integer("new_session_count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.quarterHours, table.startQuarterHour] })],
);

export const utcPeriodUsers = sqliteTable(
  "utc_period_users",
  {
    quarterHours: integer("quarter_hours").notNull(),
    startQuarterHour: integer("start_quarter_hour").notNull(),
    userId: text("user_id").notNull(),
    newSessionCount: integer("new_session_count").notNull(),
    ...measures(),
  },
  (table) => [primaryKey({ columns: [table.quarterHours, table.startQuarterHour, table.userId] })],
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
