import type { Db } from "../db.ts";
import { priceRevisions } from "../schema/prices.ts";

/**
 * Records a change of prices. Batch it first with what changes: when another writer has taken the revision meanwhile, the
 * whole batch leaves nothing behind.
 */
export function insertPriceRevision(db: Db, revision: typeof priceRevisions.$inferInsert) {
  return db.insert(priceRevisions).values(revision);
}
