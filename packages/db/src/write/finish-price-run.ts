import { eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRuns } from "../schema/prices.ts";

/** Ends a run. One row by primary key. */
export function finishPriceRun(
  db: Db,
  { id, ...result }: { id: string; finishedAtMs: number; status: "ok" | "partial" | "failed" },
) {
  return db.update(priceRuns).set(result).where(eq(priceRuns.id, id));
}
