import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const feedback = sqliteTable("feedback", {
  id: text("id").notNull().primaryKey(),
  traceId: text("trace_id"),
  observationId: text("observation_id"),
  sessionId: text("session_id"),
  name: text("name").notNull(),
  value: real("value"),
  label: text("label"),
  environment: text("environment").notNull(),
  observedAtMs: integer("observed_at_ms").notNull(),
});
