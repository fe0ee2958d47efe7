import { desc, max, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceBooks } from "../schema/prices.ts";

/** The version of the price book in force; its `version` is null when there is none. One row, the end of the key. */
export function selectPriceBookVersion(db: Db) {
  return db.select({ version: max(priceBooks.version) }).from(priceBooks);
}

/**
 * The version of the price book in force and that of its format, which is 0 when it is no JSON. One row, the end of the
 * key; reads the whole document.
 */
export function selectPriceBookFormat(db: Db) {
  const { version, document } = priceBooks;
  return db
    .select({ version, format: sql<number>`iif(json_valid(${document}), ${document}->>'format', 0)` })
    .from(priceBooks)
    .orderBy(desc(version))
    .limit(1);
}

/** The price book in force. One row, the end of the key. */
export function selectPriceBook(db: Db) {
  return db
    .select({ version: priceBooks.version, document: priceBooks.document })
    .from(priceBooks)
    .orderBy(desc(priceBooks.version))
    .limit(1);
}
