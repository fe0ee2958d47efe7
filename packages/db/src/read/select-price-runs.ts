import { and, desc, gte, ne } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRuns } from "../schema/prices.ts";

/** One row of `price_runs`. */
export type PriceRunRow = typeof priceRuns.$inferSelect;

/** The latest runs, newest first. Walks `price_runs_started_at_ms_idx` from its end. */
export function selectPriceRuns(db: Db, limit: number) {
  return db.select().from(priceRuns).orderBy(desc(priceRuns.startedAtMs)).limit(limit);
}

/** A run that asked a price list and was started at or after `startedAtMs`, or none. Walks the end of the index. */
export function selectPriceSyncSince(db: Db, startedAtMs: number) {
  return db
    .select({ id: priceRuns.id })
    .from(priceRuns)
    .where(and(gte(priceRuns.startedAtMs, startedAtMs), ne(priceRuns.trigger, "first-use")))
    .limit(1);
}
