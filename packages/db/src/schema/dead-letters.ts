import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const deadLetters = sqliteTable("dead_letters", {
  id: text("id").notNull().primaryKey(),
  event: text("event").notNull(),
  error: text("error").notNull(),
  attempts: integer("attempts").notNull(),
  firstFailedAtMs: integer("first_failed_at_ms").notNull(),
  lastFailedAtMs: integer("last_failed_at_ms").notNull(),
});
