import { eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceSources } from "../schema/prices.ts";

/** One row of `price_sources`. */
export type PriceSourceRow = typeof priceSources.$inferSelect;

/** A price list and what was last seen there, or none. One row by primary key. */
export function selectPriceSource(db: Db, id: string) {
  return db.select().from(priceSources).where(eq(priceSources.id, id)).limit(1);
}
