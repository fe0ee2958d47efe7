import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** When a setting holds, and since when and until when we have known it so. */
const twoTimes = () => ({
  effectiveFromMs: integer("effective_from_ms").notNull(),
  effectiveToMs: integer("effective_to_ms").notNull(),
  recordedAtMs: integer("recorded_at_ms").notNull(),
  supersededAtMs: integer("superseded_at_ms").notNull(),
});

export const priceDiscounts = sqliteTable("price_discounts", {
  id: text("id").notNull().primaryKey(),
  provider: text("provider").notNull(),
  basisPoints: integer("basis_points").notNull(),
  note: text("note"),
  ...twoTimes(),
});

export const priceServiceRates = sqliteTable("price_service_rates", {
  id: text("id").notNull().primaryKey(),
  service: text("service").notNull(),
  picoUsdPerCall: integer("pico_usd_per_call").notNull(),
  ...twoTimes(),
});

export const priceResourceRates = sqliteTable("price_resource_rates", {
  id: text("id").notNull().primaryKey(),
  rowReadPicoUsd: integer("row_read_pico_usd").notNull(),
  rowWrittenPicoUsd: integer("row_written_pico_usd").notNull(),
  apiCallPicoUsd: integer("api_call_pico_usd").notNull(),
  cpuMsPicoUsd: integer("cpu_ms_pico_usd").notNull(),
  freeTier: integer("free_tier").notNull(),
  ...twoTimes(),
});

export const priceAliases = sqliteTable("price_aliases", {
  id: text("id").notNull().primaryKey(),
  provider: text("provider").notNull(),
  alias: text("alias").notNull(),
  targetProvider: text("target_provider").notNull(),
  targetModel: text("target_model").notNull(),
  recordedAtMs: integer("recorded_at_ms").notNull(),
  supersededAtMs: integer("superseded_at_ms").notNull(),
});
