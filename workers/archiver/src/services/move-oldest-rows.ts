import { addMovedCount, type Db, moveCostEstimates, moveInteractions, moveSessions } from "@voygent/db";

/** Most interactions, and most sessions, that one step moves. */
export const ROWS_PER_STEP = 1000;

/** What one step moved; `isLast` says that nothing older than the cutoff is left. */
export type ArchiveStep = { interactions: number; sessions: number; isLast: boolean };

/**
 * One step of a run: moves the oldest interactions before `olderThanMs` with their superseded estimates, then the sessions
 * that have none left, in one D1 batch. It happens whole or not at all, so a run can end between any two steps.
 */
export async function moveOldestRows(
  db: Db,
  { runId, olderThanMs, limit = ROWS_PER_STEP }: { runId: string; olderThanMs: number; limit?: number },
): Promise<ArchiveStep> {
  const [copyEstimates, deleteEstimates] = moveCostEstimates(db, { olderThanMs, limit });
  const [copyInteractions, deleteInteractions] = moveInteractions(db, { olderThanMs, limit });
  const [copySessions, deleteSessions] = moveSessions(db, { olderThanMs, limit });
  const [, , , , deletedInteractions, , , deletedSessions] = await db.batch([
    copyEstimates,
    deleteEstimates,
    addMovedCount(db, runId, "movedCostEstimates"),
    copyInteractions,
    deleteInteractions,
    addMovedCount(db, runId, "movedInteractions"),
    copySessions,
    deleteSessions,
    addMovedCount(db, runId, "movedSessions"),
  ]);
  const interactions = deletedInteractions.meta.changes;
  const sessions = deletedSessions.meta.changes;
  return { interactions, sessions, isLast: interactions < limit && sessions < limit };
}
