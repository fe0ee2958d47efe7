import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The `effective_to_ms` and `superseded_at_ms` of what has no end yet: the last millisecond of the year 9999. */
export const OPEN_MS = 253_402_300_799_999;

export const priceSources = sqliteTable("price_sources", {
  id: text("id").notNull().primaryKey(),
  url: text("url").notNull(),
  etag: text("etag"),
  contentSha256: text("content_sha256"),
  firstFetchedAtMs: integer("first_fetched_at_ms"),
  fetchedAtMs: integer("fetched_at_ms"),
  adapterVersion: integer("adapter_version").notNull(),
  modelCount: integer("model_count").notNull(),
  failedAtMs: integer("failed_at_ms"),
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
    sourceKey: text("source_key").notNull(),
    match: text("match"),
    aliases: text("aliases").notNull(),
    recordedAtMs: integer("recorded_at_ms").notNull(),
    firstSeenAtMs: integer("first_seen_at_ms").notNull(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.provider, table.model] })],
);

export const priceRates = sqliteTable(
  "price_rates",
  {
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    source: text("source").notNull(),
    serviceTier: text("service_tier").notNull(),
    effectiveFromMs: integer("effective_from_ms").notNull(),
    windowStartMinute: integer("window_start_minute").notNull(),
    windowEndMinute: integer("window_end_minute").notNull(),
    weekdays: integer("weekdays").notNull(),
    recordedAtMs: integer("recorded_at_ms").notNull(),
    effectiveToMs: integer("effective_to_ms").notNull(),
    supersededAtMs: integer("superseded_at_ms").notNull(),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    isFree: integer("is_free").notNull(),
    rates: text("rates").notNull(),
    flags: text("flags").notNull(),
    contentSha256: text("content_sha256").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.provider,
        table.model,
        table.source,
        table.serviceTier,
        table.effectiveFromMs,
        table.windowStartMinute,
        table.weekdays,
        table.recordedAtMs,
      ],
    }),
  ],
);

export const priceRevisions = sqliteTable("price_revisions", {
  revision: integer("revision").notNull().primaryKey(),
  atMs: integer("at_ms").notNull(),
  cause: text("cause").notNull(),
  actor: text("actor"),
});

export const priceQuarantine = sqliteTable("price_quarantine", {
  id: text("id").notNull().primaryKey(),
  source: text("source").notNull(),
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  serviceTier: text("service_tier").notNull(),
  listed: text("listed").notNull(),
  listedSha256: text("listed_sha256").notNull(),
  moves: text("moves").notNull(),
  status: text("status").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  decidedAtMs: integer("decided_at_ms"),
  decidedBy: text("decided_by"),
  runId: text("run_id").notNull(),
});

export const priceRuns = sqliteTable("price_runs", {
  id: text("id").notNull().primaryKey(),
  trigger: text("trigger").notNull(),
  startedAtMs: integer("started_at_ms").notNull(),
  finishedAtMs: integer("finished_at_ms"),
  status: text("status").notNull(),
});

export const priceRunSources = sqliteTable(
  "price_run_sources",
  {
    runId: text("run_id").notNull(),
    source: text("source").notNull(),
    startedAtMs: integer("started_at_ms").notNull(),
    status: text("status").notNull(),
    reason: text("reason"),
    modelCount: integer("model_count").notNull(),
    addedCount: integer("added_count").notNull(),
    changedCount: integer("changed_count").notNull(),
    quarantinedCount: integer("quarantined_count").notNull(),
    vanishedCount: integer("vanished_count").notNull(),
    detail: text("detail").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.source] })],
);

export const priceUnknownKeys = sqliteTable(
  "price_unknown_keys",
  {
    source: text("source").notNull(),
    key: text("key").notNull(),
    example: text("example").notNull(),
    firstSeenAtMs: integer("first_seen_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.key] })],
);
