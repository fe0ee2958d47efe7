import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { measures } from "./measures.ts";

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

const labels = () => ({
  agent: text("agent").notNull(),
  endpoint: text("endpoint").notNull(),
  tools: text("tools").notNull(),
  librechatNotes: text("librechat_notes").notNull(),
  hasLibrechatCost: integer("has_librechat_cost").notNull(),
});

const labelMeasures = () => ({
  ...measures(),
  librechatCostNanoUsd: integer("librechat_cost_nano_usd").notNull(),
  unpricedLibrechatCostNanoUsd: integer("unpriced_librechat_cost_nano_usd").notNull(),
  equalCount: integer("equal_count").notNull(),
  equalCostNanoUsd: integer("equal_cost_nano_usd").notNull(),
  equalLibrechatCostNanoUsd: integer("equal_librechat_cost_nano_usd").notNull(),
});

export const usageLabels = sqliteTable(
  "usage_labels",
  {
    quarterHour: integer("quarter_hour").notNull(),
    userId: text("user_id").notNull(),
    ...labels(),
    ...dimensions(),
    ...labelMeasures(),
    agentName: text("agent_name").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.quarterHour,
        table.userId,
        table.agent,
        table.endpoint,
        table.tools,
        table.librechatNotes,
        table.hasLibrechatCost,
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

export const localPeriodLabels = sqliteTable(
  "local_period_labels",
  {
    utcOffset: integer("utc_offset").notNull(),
    quarterHours: integer("quarter_hours").notNull(),
    startQuarterHour: integer("start_quarter_hour").notNull(),
    agent: text("agent").notNull(),
    endpoint: text("endpoint").notNull(),
    tools: text("tools").notNull(),
    ...measures(),
    timedAgentName: text("timed_agent_name").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.utcOffset, table.quarterHours, table.startQuarterHour, table.agent, table.endpoint, table.tools],
    }),
  ],
);

export const utcPeriodLabels = sqliteTable(
  "utc_period_labels",
  {
    quarterHours: integer("quarter_hours").notNull(),
    startQuarterHour: integer("start_quarter_hour").notNull(),
    ...labels(),
    ...dimensions(),
    ...labelMeasures(),
    timedAgentName: text("timed_agent_name").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.quarterHours,
        table.startQuarterHour,
        table.agent,
        table.endpoint,
        table.tools,
        table.librechatNotes,
        table.hasLibrechatCost,
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

export const labelBacklog = sqliteTable("label_backlog", {
  nextQuarterHour: integer("next_quarter_hour").notNull().primaryKey(),
  endQuarterHour: integer("end_quarter_hour"),
});
