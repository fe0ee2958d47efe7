import type { Db } from "../db.ts";
import { priceSources } from "../schema/prices.ts";

/** Records what was seen at a price list. One row by primary key. */
export function upsertPriceSource(db: Db, { id, ...seen }: typeof priceSources.$inferSelect) {
  return db
    .insert(priceSources)
    .values({ id, ...seen })
    .onConflictDoUpdate({ target: priceSources.id, set: seen });
}
