import type { repriceRuns } from "../schema/usage.ts";

type Run = typeof repriceRuns.$inferSelect;

/** A run before its first step. */
export type NewRepriceRun = Pick<
  Run,
  "id" | "kind" | "undoesRunId" | "rehearsalId" | "filter" | "bookVersion" | "cursorMs" | "actor" | "createdAtMs"
>;

/** Kinds of which one runs at a time. Rehearsals change nothing, and late pricing waits by itself. */
const EXCLUSIVE = "'reprice', 'undo'";

/** True when no re-pricing and no undo runs. Walks `reprice_runs_running_idx`, which holds running runs alone. */
const NOTHING_RUNS = `NOT EXISTS (SELECT 1 FROM reprice_runs WHERE status = 'running' AND kind IN (${EXCLUSIVE}))`;

/**
 * Starts a run; a re-pricing or an undo only while no other one runs: `meta.changes` is 1 or 0. One statement, so that
 * two calls at the same instant cannot both start.
 */
export function insertRepriceRun(database: D1Database, run: NewRepriceRun) {
  return database
    .prepare(
      `INSERT INTO reprice_runs (id, kind, undoes_run_id, rehearsal_id, status, filter, book_version, cursor_ms, cursor_id,
         cursor_source, step, is_writing, examined_count, changed_count, skipped_count, cost_before_nano_usd, cost_after_nano_usd,
         by_model, actor, reason, created_at_ms, stepped_at_ms, finished_at_ms)
       SELECT ?1, ?2, ?3, ?4, 'running', ?5, ?6, ?7, '', '', 0, 0, 0, 0, 0, 0, 0, '{}', ?8, NULL, ?9, ?9, NULL
       WHERE ?2 NOT IN (${EXCLUSIVE}) OR ${NOTHING_RUNS}`,
    )
    .bind(
      run.id,
      run.kind,
      run.undoesRunId,
      run.rehearsalId,
      run.filter,
      run.bookVersion,
      run.cursorMs,
      run.actor,
      run.createdAtMs,
    );
}

/** Lets a paused run go on while no re-pricing and no undo runs; `meta.changes` is 1 or 0. */
export function resumeRepriceRun(database: D1Database, id: string) {
  return database
    .prepare(
      `UPDATE reprice_runs SET status = 'running', reason = NULL WHERE id = ?1 AND status = 'paused'
       AND (kind NOT IN (${EXCLUSIVE}) OR ${NOTHING_RUNS})`,
    )
    .bind(id);
}
