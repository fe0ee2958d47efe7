import type { Db } from "../db.ts";
import { priceBooks } from "../schema/prices.ts";

/**
 * Publishes a price book under its version. Batch it first: when another writer has published this version meanwhile, the
 * key is taken and the whole batch leaves nothing behind.
 */
export function insertPriceBook(db: Db, book: typeof priceBooks.$inferInsert) {
  return db.insert(priceBooks).values(book);
}
