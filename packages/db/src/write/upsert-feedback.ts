import type { feedback } from "../schema/feedback.ts";

export type FeedbackRow = typeof feedback.$inferSelect;

/** Stores scores, each in the place of an earlier one of its id; one that is older than what is stored changes nothing. */
export function upsertFeedback(database: D1Database, rows: FeedbackRow[]) {
  const values = rows.map((row) => [
    row.id,
    row.traceId,
    row.observationId,
    row.sessionId,
    row.name,
    row.value,
    row.label,
    row.environment,
    row.observedAtMs,
  ]);
  return database
    .prepare(
      `INSERT INTO feedback
         (id, trace_id, observation_id, session_id, name, value, label, environment, observed_at_ms)
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8
       FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET trace_id = excluded.trace_id, observation_id = excluded.observation_id,
         session_id = excluded.session_id, name = excluded.name, value = excluded.value, label = excluded.label,
         environment = excluded.environment, observed_at_ms = excluded.observed_at_ms
       WHERE excluded.observed_at_ms >= feedback.observed_at_ms`,
    )
    .bind(JSON.stringify(values));
}
