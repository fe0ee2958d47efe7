import { desc, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRunSources } from "../schema/prices.ts";

/** How and when a price list was last asked, newest first. Walks the end of the source's part of the index. */
export function selectTriesOfSource(db: Db, source: string, limit: number) {
  return db
    .select({ status: priceRunSources.status, startedAtMs: priceRunSources.startedAtMs })
    .from(priceRunSources)
    .where(eq(priceRunSources.source, source))
    .orderBy(desc(priceRunSources.startedAtMs))
    .limit(limit);
}
