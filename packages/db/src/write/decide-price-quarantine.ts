import { and, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceQuarantine } from "../schema/prices.ts";

/** Decides about held rates that nobody has decided about; `meta.changes` is 1 or 0. One row by primary key. */
export function decidePriceQuarantine(
  db: Db,
  { id, ...decision }: { id: string; status: "approved" | "rejected"; decidedAtMs: number; decidedBy: string },
) {
  return db
    .update(priceQuarantine)
    .set(decision)
    .where(and(eq(priceQuarantine.id, id), eq(priceQuarantine.status, "pending")));
}
