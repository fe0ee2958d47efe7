import { desc, max } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceBooks } from "../schema/price-books.ts";

/** The version of the price book in force; its `version` is null when there is none. One row, the end of the key. */
export function selectPriceBookVersion(db: Db) {
  return db.select({ version: max(priceBooks.version) }).from(priceBooks);
}

/** The version and the format of the price book in force, without its text. One row, the end of the key. */
export function selectPriceBookFormat(db: Db) {
  const { version, format } = priceBooks;
  return db.select({ version, format }).from(priceBooks).orderBy(desc(version)).limit(1);
}

/** The price book in force. One row, the end of the key. */
export function selectPriceBook(db: Db) {
  return db
    .select({ version: priceBooks.version, document: priceBooks.document })
    .from(priceBooks)
    .orderBy(desc(priceBooks.version))
    .limit(1);
}
