import { newSummedTo } from "./add-to-users.ts";
import { measureColumns, MEASURE_COUNT } from "./measure-columns.ts";

/** A session as its start announces it. */
export type StartedSession = {
  id: string;
  userId: string;
  source: string;
  startedAtMs: number;
  metadata: string | null;
};

const ZEROS = Array.from({ length: MEASURE_COUNT }, () => "0").join(", ");

const SAYS_TEMPORARY = "coalesce(json_type(?5, '$.is_temporary') = 'true', 0)";

/**
 * Two statements, in order: counts the session for its user if it is new, and opens it. A session that exists keeps
 * its user and source; its start moves back if this one is earlier. Batch them after `restoreArchivedSessions`.
 */
export function insertStartedSession(database: D1Database, session: StartedSession) {
  return [
    database
      .prepare(
        `INSERT INTO users (id, source, summed_to_quarter_hour, first_seen_at_ms, last_seen_at_ms, session_count, models,
           ${measureColumns})
         SELECT ?2, ?3, ${newSummedTo("?2")}, ?4, ?4, 1, '{}', ${ZEROS} WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE id = ?1)
         ON CONFLICT (id, source) DO UPDATE SET
           first_seen_at_ms = min(users.first_seen_at_ms, excluded.first_seen_at_ms),
           last_seen_at_ms = max(users.last_seen_at_ms, excluded.last_seen_at_ms),
           session_count = users.session_count + 1`,
      )
      .bind(session.id, session.userId, session.source, session.startedAtMs),
    database
      .prepare(
        `INSERT INTO sessions
           (id, user_id, source, started_at_ms, last_activity_at_ms, models, metadata, cancelled_count, is_temporary,
            ${measureColumns})
         VALUES (?1, ?2, ?3, ?4, ?4, '{}', ?5, 0, ${SAYS_TEMPORARY}, ${ZEROS})
         ON CONFLICT (id) DO UPDATE SET
           started_at_ms = min(sessions.started_at_ms, excluded.started_at_ms),
           metadata = coalesce(sessions.metadata, excluded.metadata),
           is_temporary = max(sessions.is_temporary, excluded.is_temporary)`,
      )
      .bind(session.id, session.userId, session.source, session.startedAtMs, session.metadata),
  ];
}
