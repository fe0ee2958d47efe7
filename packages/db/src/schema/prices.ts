import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const priceSources = sqliteTable("price_sources", {
  id: text("id").notNull().primaryKey(),
  url: text("url").notNull(),
  etag: text("etag"),
  contentSha256: text("content_sha256"),
  fetchedAtMs: integer("fetched_at_ms"),
  modelCount: integer("model_count").notNull(),
});

export const priceProviders = sqliteTable(
  "price_providers",
  {
    source: text("source").notNull(),
    provider: text("provider").notNull(),
    position: integer("position").notNull(),
    name: text("name").notNull(),
    rules: text("rules").notNull(),
    recordedAtMs: integer("recorded_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.provider] })],
);

export const priceModels = sqliteTable(
  "price_models",
  {
    source: text("source").notNull(),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    position: integer("position").notNull(),
    name: text("name").notNull(),
    match: text("match").notNull(),
    recordedAtMs: integer("recorded_at_ms").notNull(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.provider, table.model] })],
);

export const priceRates = sqliteTable("price_rates", {
  id: text("id").notNull().primaryKey(),
  source: text("source").notNull(),
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  serviceTier: text("service_tier").notNull(),
  position: integer("position").notNull(),
  effectiveFromMs: integer("effective_from_ms"),
  windowStartMinute: integer("window_start_minute"),
  windowEndMinute: integer("window_end_minute"),
  rates: text("rates").notNull(),
  contentSha256: text("content_sha256").notNull(),
  recordedAtMs: integer("recorded_at_ms").notNull(),
  supersededAtMs: integer("superseded_at_ms"),
});

export const priceBooks = sqliteTable("price_books", {
  version: integer("version").notNull().primaryKey(),
  publishedAtMs: integer("published_at_ms").notNull(),
  contentSha256: text("content_sha256").notNull(),
  document: text("document").notNull(),
});

export const priceRuns = sqliteTable("price_runs", {
  id: text("id").notNull().primaryKey(),
  trigger: text("trigger").notNull(),
  startedAtMs: integer("started_at_ms").notNull(),
  finishedAtMs: integer("finished_at_ms"),
  status: text("status").notNull(),
  sources: text("sources").notNull(),
});
