import { and, eq, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceQuarantine } from "../schema/prices.ts";

/** Withdraws held rates that their list no longer states and nobody has decided about. Rows by primary key. */
export function withdrawPriceQuarantine(db: Db, ids: string[], atMs: number) {
  return db
    .update(priceQuarantine)
    .set({ status: "withdrawn", decidedAtMs: atMs })
    .where(
      and(
        sql`${priceQuarantine.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        eq(priceQuarantine.status, "pending"),
      ),
    );
}
