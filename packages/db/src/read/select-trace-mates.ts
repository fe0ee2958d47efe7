import { bindTraces, type SentTrace, TRACE_MATES } from "./trace-mates.ts";

/** A stored call of a trace. `enclosing_span_id` and `inner_span_ids` (JSON) as `metadata` has them. */
export type TraceMateRow = {
  id: string;
  source: string;
  model: string;
  occurred_at_ms: number;
  duration_ms: number | null;
  input_tokens: number;
  output_tokens: number;
  enclosing_span_id: string | null;
  inner_span_ids: string | null;
};

/** Other stored calls of these traces that may be the same as those sent (`SentTrace`). A range of the primary key for each trace. */
export function selectTraceMates(database: D1Database, traces: SentTrace[]) {
  return database
    .prepare(
      `SELECT id, source, model, occurred_at_ms, duration_ms, input_tokens, output_tokens, enclosing_span_id,
         metadata->'$.inner_span_ids' AS inner_span_ids
       FROM ${TRACE_MATES}`,
    )
    .bind(...bindTraces(traces));
}
