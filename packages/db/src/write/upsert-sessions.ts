import { addMeasures, measureColumns, MEASURE_COUNT, type Measures, measureValues, places } from "./measure-columns.ts";
import { mergeModels } from "./merge-models.ts";
import { SENT_ROWS } from "./sent-rows.ts";
import { unlessStored } from "./unless-stored.ts";

/** What one session gains. User, source and metadata only count when the session is new. */
export type SessionUsage = {
  id: string;
  userId: string;
  source: string;
  startedAtMs: number;
  lastActivityAtMs: number;
  models: Record<string, number>;
  measures: Measures;
};

/**
 * Opens sessions or adds to them, unless one of the interactions (from `encodeInteractionKeys`) is stored already. Activity after the end opens
 * an ended session again. Batch it after `addUsers`, which looks for new sessions, and before `insertInteractions`.
 */
export function upsertSessions(database: D1Database, groups: SessionUsage[], keys: string) {
  const rows = groups.map((group) => [
    group.id,
    group.userId,
    group.source,
    group.startedAtMs,
    group.lastActivityAtMs,
    JSON.stringify(group.models),
    ...measureValues(group.measures),
  ]);
  return database
    .prepare(
      `INSERT INTO sessions (id, user_id, source, started_at_ms, last_activity_at_ms, models, ${measureColumns})
       SELECT ${places(0, 6 + MEASURE_COUNT)} FROM ${SENT_ROWS} WHERE ${unlessStored("?2")}
       ON CONFLICT (id) DO UPDATE SET
         started_at_ms = min(sessions.started_at_ms, excluded.started_at_ms),
         last_activity_at_ms = max(sessions.last_activity_at_ms, excluded.last_activity_at_ms),
         ended_at_ms = iif(excluded.last_activity_at_ms > sessions.ended_at_ms, NULL, sessions.ended_at_ms),
         models = ${mergeModels("sessions")},
         ${addMeasures("sessions")}`,
    )
    .bind(JSON.stringify(rows), keys);
}
