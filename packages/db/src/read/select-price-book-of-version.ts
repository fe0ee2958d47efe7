import { eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceBooks } from "../schema/price-books.ts";

/** The price book of one version, while it is kept. One row by primary key. */
export function selectPriceBookOfVersion(db: Db, version: number) {
  return db.select({ document: priceBooks.document }).from(priceBooks).where(eq(priceBooks.version, version));
}
