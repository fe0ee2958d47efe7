/** What the tracker knows of a session, archived ones included. */
export type TrackedSessionRow = {
  id: string;
  userId: string;
  source: string;
  startedAtMs: number;
  lastActivityAtMs: number;
  endedAtMs: number | null;
};

const COLUMNS = `id, user_id AS userId, source, started_at_ms AS startedAtMs,
  last_activity_at_ms AS lastActivityAtMs, ended_at_ms AS endedAtMs`;

/** The sessions with these ids (a JSON array), archived ones included. Two rows by primary key per id. */
export function selectTrackedSessions(database: D1Database, idsJson: string) {
  return database
    .prepare(
      `SELECT ${COLUMNS} FROM sessions WHERE id IN (SELECT value FROM json_each(?1))
       UNION ALL SELECT ${COLUMNS} FROM sessions_archive WHERE id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(idsJson);
}
