/**
 * Pauses, stops or marks a run that has one of the statuses `from`; `meta.changes` is 1 or 0. `finishedAtMs` null leaves
 * the end of the run as it is. One row by primary key.
 */
export function setRepriceStatus(
  database: D1Database,
  {
    id,
    from,
    status,
    reason = null,
    finishedAtMs = null,
  }: { id: string; from: string[]; status: string; reason?: string | null; finishedAtMs?: number | null },
) {
  return database
    .prepare(
      `UPDATE reprice_runs SET status = ?2, reason = coalesce(?3, reason), finished_at_ms = coalesce(?4, finished_at_ms)
       WHERE id = ?1 AND status IN (SELECT value FROM json_each(?5))`,
    )
    .bind(id, status, reason, finishedAtMs, JSON.stringify(from));
}

/** Stops the paused run that this one, if it is there, undoes: it must not go on any more. Two rows by primary key. */
export function stopUndoneRun(database: D1Database, undoId: string) {
  return database
    .prepare(
      `UPDATE reprice_runs SET status = 'stopped'
       WHERE id = (SELECT undoes_run_id FROM reprice_runs WHERE id = ?1) AND status = 'paused'`,
    )
    .bind(undoId);
}

/** Marks the run as undone that this one has undone to the last interaction. Two rows by primary key. */
export function markRunUndone(database: D1Database, undoId: string) {
  return database
    .prepare(
      `UPDATE reprice_runs SET status = 'undone'
       WHERE id = (SELECT undoes_run_id FROM reprice_runs WHERE id = ?1 AND status = 'done' AND skipped_count = 0)`,
    )
    .bind(undoId);
}

/** Forgets a run of late pricing that found no price for anything. */
export function deleteVainLateRun(database: D1Database, id: string) {
  return database
    .prepare("DELETE FROM reprice_runs WHERE id = ?1 AND kind = 'late' AND status = 'done' AND changed_count = 0")
    .bind(id);
}
