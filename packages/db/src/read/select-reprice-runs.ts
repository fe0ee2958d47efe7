import { asc, desc, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { repriceRuns } from "../schema/usage.ts";

/** One run of estimating stored interactions anew. */
export type RepriceRunRow = typeof repriceRuns.$inferSelect;

/** One run by primary key. */
export function selectRepriceRun(db: Db, id: string) {
  return db.select().from(repriceRuns).where(eq(repriceRuns.id, id));
}

/** The latest runs, newest first. Walks `reprice_runs_created_at_ms_idx`. */
export function selectRepriceRuns(db: Db, limit: number) {
  return db.select().from(repriceRuns).orderBy(desc(repriceRuns.createdAtMs)).limit(limit);
}

/** What is running, oldest first. Walks `reprice_runs_running_idx`. */
export function selectRunningRepriceRuns(db: Db) {
  return db.select().from(repriceRuns).where(eq(repriceRuns.status, "running")).orderBy(asc(repriceRuns.createdAtMs));
}
