/**
 * Lets runs of late pricing that failed since `createdAfterMs` go on with the book in force, unless somebody undoes them.
 * Walks the end of `reprice_runs_created_at_ms_idx`.
 */
export function retryFailedLateRuns(
  database: D1Database,
  { bookVersion, createdAfterMs }: { bookVersion: number; createdAfterMs: number },
) {
  return database
    .prepare(
      `UPDATE reprice_runs SET status = 'running', reason = NULL, finished_at_ms = NULL
       WHERE created_at_ms > ?1 AND kind = 'late' AND status = 'failed' AND book_version = ?2
         AND id NOT IN (SELECT undo.undoes_run_id FROM reprice_runs AS undo
           WHERE undo.created_at_ms > ?1 AND undo.undoes_run_id IS NOT NULL)`,
    )
    .bind(createdAfterMs, bookVersion);
}
