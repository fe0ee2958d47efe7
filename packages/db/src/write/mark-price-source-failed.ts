import { eq, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceSources } from "../schema/prices.ts";

/** Notes since when a price list does not answer well, if it was ever read. One row by primary key. */
export function markPriceSourceFailed(db: Db, id: string, atMs: number) {
  return db
    .update(priceSources)
    .set({ failedAtMs: sql`coalesce(${priceSources.failedAtMs}, ${atMs})` })
    .where(eq(priceSources.id, id));
}
