import { lte } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceBooks } from "../schema/prices.ts";

/** Removes the price books up to a version. By primary key. */
export function deletePriceBooksUpTo(db: Db, version: number) {
  return db.delete(priceBooks).where(lte(priceBooks.version, version));
}
