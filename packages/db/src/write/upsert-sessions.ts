import { addMeasures, measureColumns, MEASURE_COUNT, type Measures, measureValues } from "./measure-columns.ts";
import { mergeModels } from "./merge-models.ts";
import { sendRows } from "./send-rows.ts";
import { unlessArchived } from "./unless-archived.ts";

/** What one session gains. User, source and metadata only count when the session is new. */
export type SessionUsage = {
  id: string;
  userId: string;
  source: string;
  startedAtMs: number;
  lastActivityAtMs: number;
  models: Record<string, number>;
  cancelledCount: number;
  /** Whether one of its interactions says that the conversation is a temporary one. */
  isTemporary: boolean;
  measures: Measures;
};

const VALUE_COUNT = 8 + MEASURE_COUNT;

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
    group.cancelledCount,
    group.isTemporary ? 1 : 0,
    ...measureValues(group.measures),
  ]);
  const {
    from,
    columns: [id = "", ...others],
    values,
  } = sendRows(rows, VALUE_COUNT);
  const newId = unlessArchived(id, `sessions_archive AS archived WHERE archived.id = ${id}`);
  return database
    .prepare(
      `INSERT INTO sessions (id, user_id, source, started_at_ms, last_activity_at_ms, models, cancelled_count,
         is_temporary, ${measureColumns})
       SELECT ${newId}, ${others.join(", ")} FROM ${from} WHERE true
       ON CONFLICT (id) DO UPDATE SET
         started_at_ms = min(sessions.started_at_ms, excluded.started_at_ms),
         last_activity_at_ms = max(sessions.last_activity_at_ms, excluded.last_activity_at_ms),
         ended_at_ms = iif(excluded.last_activity_at_ms > sessions.ended_at_ms, NULL, sessions.ended_at_ms),
         models = ${mergeModels("sessions")},
         cancelled_count = sessions.cancelled_count + excluded.cancelled_count,
         is_temporary = max(sessions.is_temporary, excluded.is_temporary),
         ${addMeasures("sessions")}`,
    )
    .bind(...values);
}
