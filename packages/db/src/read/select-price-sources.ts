import type { Db } from "../db.ts";
import { priceSources } from "../schema/prices.ts";

/** Every price list and what was last seen there. A row per list. */
export function selectPriceSources(db: Db) {
  return db.select().from(priceSources);
}
