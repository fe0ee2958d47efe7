import { measureColumns } from "./measure-columns.ts";

const COLUMNS = `id, user_id, source, started_at_ms, last_activity_at_ms, ended_at_ms, ${measureColumns}, models, metadata,
  cancelled_count, is_temporary`;

const SELECTED = "id IN (SELECT value FROM json_each(?1))";

/**
 * Two statements, in order: brings those of these sessions (a JSON array of ids) that are archived back, because they go
 * on. Batch them before everything else.
 */
export function restoreArchivedSessions(database: D1Database, sessionIdsJson: string) {
  return [
    database
      .prepare(`INSERT INTO sessions (${COLUMNS}) SELECT ${COLUMNS} FROM sessions_archive WHERE ${SELECTED}`)
      .bind(sessionIdsJson),
    database.prepare(`DELETE FROM sessions_archive WHERE ${SELECTED}`).bind(sessionIdsJson),
  ];
}
