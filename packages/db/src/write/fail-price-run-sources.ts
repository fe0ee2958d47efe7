import { and, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRunSources } from "../schema/prices.ts";

/** Notes that what a run took over could not be published. A few rows by primary key. */
export function failPriceRunSources(db: Db, runId: string, reason: string) {
  return db
    .update(priceRunSources)
    .set({ status: "failed", reason })
    .where(and(eq(priceRunSources.runId, runId), eq(priceRunSources.status, "updated")));
}
