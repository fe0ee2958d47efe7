import type { Db } from "../db.ts";
import { priceBooks } from "../schema/price-books.ts";

/** Publishes a price book under its version; one that is there already holds the same prices and stays. */
export function insertPriceBook(db: Db, book: typeof priceBooks.$inferInsert) {
  return db.insert(priceBooks).values(book).onConflictDoNothing();
}
