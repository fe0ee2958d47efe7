import { desc, eq, getTableColumns } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRuns, priceRunSources } from "../schema/prices.ts";

/** The latest runs that asked a source, newest first. Walks the source's part of the index, and the runs by primary key. */
export function selectRunsOfSource(db: Db, source: string, limit: number) {
  return db
    .select(getTableColumns(priceRuns))
    .from(priceRunSources)
    .innerJoin(priceRuns, eq(priceRuns.id, priceRunSources.runId))
    .where(eq(priceRunSources.source, source))
    .orderBy(desc(priceRunSources.startedAtMs))
    .limit(limit);
}
