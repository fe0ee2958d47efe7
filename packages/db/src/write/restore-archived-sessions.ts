import { measureColumns } from "./measure-columns.ts";
import { unlessStored } from "./unless-stored.ts";

const COLUMNS = `id, user_id, source, started_at_ms, last_activity_at_ms, ended_at_ms, ${measureColumns}, models, metadata`;

/**
 * Two statements, in order: brings sessions (a JSON array of ids) back from the archive, because they go on. Nothing
 * happens when one of the interactions (from `encodeInteractionKeys`) is stored already. Batch them before everything else.
 */
export function restoreArchivedSessions(database: D1Database, sessionIdsJson: string, keys: string) {
  const selected = `id IN (SELECT value FROM json_each(?1)) AND ${unlessStored("?2")}`;
  return [
    database
      .prepare(`INSERT INTO sessions (${COLUMNS}) SELECT ${COLUMNS} FROM sessions_archive WHERE ${selected}`)
      .bind(sessionIdsJson, keys),
    database.prepare(`DELETE FROM sessions_archive WHERE ${selected}`).bind(sessionIdsJson, keys),
  ];
}
