import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { archiveRuns } from "../schema/archive.ts";

/**
 * Starts a run unless another one is running; `meta.changes` of the answer is 1 or 0. One statement, so two calls at the
 * same instant cannot both start. A run that began before `takeOverBeforeMs` counts as dead.
 * Walks `archive_runs_started_at_ms_idx`.
 */
export function startArchiveRun(
  db: Db,
  run: { id: string; trigger: string; olderThanMs: number; startedAtMs: number; takeOverBeforeMs: number },
) {
  return db.insert(archiveRuns).select(
    sql`SELECT ${run.id}, ${run.trigger}, ${run.olderThanMs}, ${run.startedAtMs}, NULL, 'running', 0, 0, 0
      WHERE NOT EXISTS (SELECT 1 FROM ${archiveRuns}
        WHERE ${archiveRuns.startedAtMs} >= ${run.takeOverBeforeMs} AND ${archiveRuns.status} = 'running')`,
  );
}
