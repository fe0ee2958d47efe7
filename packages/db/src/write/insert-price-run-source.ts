import type { Db } from "../db.ts";
import { priceRunSources } from "../schema/prices.ts";

/** One row of `price_run_sources`. */
export type PriceRunSourceRow = typeof priceRunSources.$inferSelect;

/** Records what a run brought from one source, unless that is recorded. One row by primary key and one index entry. */
export function insertPriceRunSource(db: Db, row: PriceRunSourceRow) {
  return db.insert(priceRunSources).values(row).onConflictDoNothing();
}
