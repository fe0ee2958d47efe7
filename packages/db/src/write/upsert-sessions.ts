import { addMeasures, measureColumns, MEASURE_COUNT, type Measures, measureValues, places } from "./measure-columns.ts";
import { mergeModels } from "./merge-models.ts";
import { SENT_ROWS } from "./sent-rows.ts";
import { unlessArchived } from "./unless-archived.ts";

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

const UNLESS_ARCHIVED = unlessArchived("value->>0", "sessions_archive AS archived WHERE archived.id = value->>0");

/**
 * Opens sessions or adds to them. Activity after the end opens an ended session again. Batch it after `addUsers` and
 * `addUsageQuarterHours`, which look for new sessions. It fails, and the batch with it, when one of them is archived: see `unlessArchived`.
 */
export function upsertSessions(database: D1Database, groups: SessionUsage[]) {
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
       SELECT ${UNLESS_ARCHIVED}, ${places(1, 5 + MEASURE_COUNT)} FROM ${SENT_ROWS} WHERE true
       ON CONFLICT (id) DO UPDATE SET
         started_at_ms = min(sessions.started_at_ms, excluded.started_at_ms),
         last_activity_at_ms = max(sessions.last_activity_at_ms, excluded.last_activity_at_ms),
         ended_at_ms = iif(excluded.last_activity_at_ms > sessions.ended_at_ms, NULL, sessions.ended_at_ms),
         models = ${mergeModels("sessions")},
         ${addMeasures("sessions")}`,
    )
    .bind(JSON.stringify(rows));
}
