import { and, desc, eq, gte } from "drizzle-orm";

import type { Db } from "../db.ts";
import { archiveRuns } from "../schema/archive.ts";

/** The run that was started last, or none. One row by `archive_runs_started_at_ms_idx`. */
export function selectLastArchiveRun(db: Db) {
  return db.select().from(archiveRuns).orderBy(desc(archiveRuns.startedAtMs)).limit(1);
}

/** The run with this id, or none. One row by primary key. */
export function selectArchiveRun(db: Db, id: string) {
  return db.select().from(archiveRuns).where(eq(archiveRuns.id, id)).limit(1);
}

/** A run of the cron job that was started at or after `startedAtMs` and left nothing to move, or none. */
export function selectDoneCronArchiveRun(db: Db, startedAtMs: number) {
  return db
    .select({ id: archiveRuns.id })
    .from(archiveRuns)
    .where(
      and(gte(archiveRuns.startedAtMs, startedAtMs), eq(archiveRuns.trigger, "cron"), eq(archiveRuns.status, "done")),
    )
    .limit(1);
}
