import { bindTraces, type SentTrace, TRACE_MATES } from "./trace-mates.ts";

/** A stored call of a trace. `enclosing_span_id` and `inner_span_ids` (JSON) as `metadata` has them. */
export type TraceMateRow = {
  id: string;
  source: string;
  counts: string;
  enclosing_span_id: string | null;
  inner_span_ids: string | null;
};

/** Other stored calls of these traces with the same counts. A range of the primary key for each trace. */
export function selectTraceMates(database: D1Database, traces: SentTrace[]) {
  return database
    .prepare(
      `SELECT mate.id, mate.source, mate.counts, mate.metadata->>'$.enclosing_span_id' AS enclosing_span_id,
         mate.metadata->'$.inner_span_ids' AS inner_span_ids
       FROM ${TRACE_MATES}`,
    )
    .bind(...bindTraces(traces));
}
