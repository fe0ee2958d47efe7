import { count, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceQuarantine } from "../schema/prices.ts";

/** How many held rates have a status. A range of `price_quarantine_status_idx`. */
export function countPriceQuarantine(db: Db, status: string) {
  return db.select({ count: count() }).from(priceQuarantine).where(eq(priceQuarantine.status, status));
}
