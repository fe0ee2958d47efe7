/** A score as it is shown. */
export type FeedbackOfTraceRow = {
  trace_id: string;
  observation_id: string | null;
  name: string;
  value: number | null;
  label: string | null;
  observed_at_ms: number;
};

/** What was said of these traces (a JSON array of ids), oldest first. By `feedback_trace_id_idx`. */
export function selectFeedback(database: D1Database, traceIdsJson: string) {
  return database
    .prepare(
      `SELECT trace_id, observation_id, name, value, label, observed_at_ms FROM feedback
       WHERE trace_id IN (SELECT value FROM json_each(?1)) ORDER BY observed_at_ms, id`,
    )
    .bind(traceIdsJson);
}
