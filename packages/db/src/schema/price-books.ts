import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const priceBooks = sqliteTable("price_books", {
  version: integer("version").notNull().primaryKey(),
  publishedAtMs: integer("published_at_ms").notNull(),
  format: integer("format").notNull(),
  contentSha256: text("content_sha256").notNull(),
  document: text("document").notNull(),
});
