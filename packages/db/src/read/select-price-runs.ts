import { and, asc, desc, eq, getTableColumns, gte, max, notInArray, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRuns, priceRunSources } from "../schema/prices.ts";

/** One row of `price_runs`. */
export type PriceRunRow = typeof priceRuns.$inferSelect;

/** The latest runs, newest first. Walks `price_runs_started_at_ms_idx` from its end. */
export function selectPriceRuns(db: Db, limit: number) {
  return db.select().from(priceRuns).orderBy(desc(priceRuns.startedAtMs)).limit(limit);
}

/** One run, or none. One row by primary key. */
export function selectPriceRun(db: Db, id: string) {
  return db.select().from(priceRuns).where(eq(priceRuns.id, id)).limit(1);
}

/** What some runs brought from each source, their details left out. By primary key. */
export function selectPriceRunSources(db: Db, runIds: string[]) {
  const { detail: _, ...columns } = getTableColumns(priceRunSources);
  return db
    .select(columns)
    .from(priceRunSources)
    .where(sql`${priceRunSources.runId} IN (SELECT value FROM json_each(${JSON.stringify(runIds)}))`)
    .orderBy(asc(priceRunSources.runId), asc(priceRunSources.source));
}

/** What one run brought from each source, with the details. By primary key. */
export function selectPriceRunDetails(db: Db, runId: string) {
  return db.select().from(priceRunSources).where(eq(priceRunSources.runId, runId)).orderBy(asc(priceRunSources.source));
}

/** What the latest run that asked a source brought, or none. One row, the end of the source's part of the index. */
export function selectLastPriceRunSource(db: Db, source: string) {
  return db
    .select()
    .from(priceRunSources)
    .where(eq(priceRunSources.source, source))
    .orderBy(desc(priceRunSources.startedAtMs))
    .limit(1);
}

/**
 * When the latest run that asked price lists started; null when none did. One that only asks failed lists again does not count.
 * Walks the end of the index.
 */
export function selectPriceSyncSince(db: Db, startedAtMs: number) {
  return db
    .select({ startedAtMs: max(priceRuns.startedAtMs) })
    .from(priceRuns)
    .where(and(gte(priceRuns.startedAtMs, startedAtMs), notInArray(priceRuns.trigger, ["first-use", "retry"])));
}

/** The run that is writing, or none; one that began before `startedAtMs` is dead. Walks the end of the index. */
export function selectRunningPriceRun(db: Db, startedAtMs: number) {
  return db
    .select({ id: priceRuns.id })
    .from(priceRuns)
    .where(and(gte(priceRuns.startedAtMs, startedAtMs), eq(priceRuns.status, "running")))
    .limit(1);
}
