/** Ends a session that exists, not before its last activity. Batch it after `restoreArchivedSessions`. */
export function upsertSessionEnd(database: D1Database, sessionId: string, endedAtMs: number) {
  return database
    .prepare("UPDATE sessions SET ended_at_ms = max(last_activity_at_ms, CAST(?2 AS INTEGER)) WHERE id = ?1")
    .bind(sessionId, endedAtMs);
}
