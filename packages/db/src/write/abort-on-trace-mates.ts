import { bindTraces, type SentTrace, TRACE_MATES } from "../read/trace-mates.ts";

/**
 * Fails, and the whole batch with it, when there are other stored calls of these traces that may be the same
 * (`selectTraceMates`): whoever stores calls must have looked at them first. It fails by reading their ids as JSON, which
 * they are not. Batch it before `insertInteractions`. A range of the primary key for each trace.
 */
export function abortOnTraceMates(database: D1Database, traces: SentTrace[]) {
  return database
    .prepare(`SELECT json('a call of this trace is stored: ' || mate.id) FROM ${TRACE_MATES} LIMIT 1`)
    .bind(...bindTraces(traces));
}

/** Whether a batch failed by `abortOnTraceMates`. */
export const isTraceMatesAbort = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("malformed JSON");
