import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRates } from "../schema/prices.ts";

/** Marks rates as no longer in force by our own time. By `price_rates_id_idx`. */
export function supersedePriceRates(db: Db, ids: string[], supersededAtMs: number) {
  return db
    .update(priceRates)
    .set({ supersededAtMs })
    .where(sql`${priceRates.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}
