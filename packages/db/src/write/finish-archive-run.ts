import { and, eq, lt } from "drizzle-orm";

import type { Db } from "../db.ts";
import { archiveRuns } from "../schema/archive.ts";

/** Ends a run: `done`, `more` (its budget ran out) or `failed`. One row by primary key. */
export function finishArchiveRun(
  db: Db,
  { id, finishedAtMs, status }: { id: string; finishedAtMs: number; status: "done" | "more" | "failed" },
) {
  return db.update(archiveRuns).set({ finishedAtMs, status }).where(eq(archiveRuns.id, id));
}

/** Marks runs as failed that began before `startedBeforeMs` and never ended. Walks `archive_runs_started_at_ms_idx`. */
export function finishDeadArchiveRuns(
  db: Db,
  { startedBeforeMs, finishedAtMs }: { startedBeforeMs: number; finishedAtMs: number },
) {
  return db
    .update(archiveRuns)
    .set({ finishedAtMs, status: "failed" })
    .where(and(lt(archiveRuns.startedAtMs, startedBeforeMs), eq(archiveRuns.status, "running")));
}
