import type { ReadSpans } from "../intake/otlp/read-spans.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { acceptEvents } from "./accept-events.ts";

/** As many as a batch of the native intake has at most. */
const CHUNK_EVENTS = 1000;

/** What became of the calls in a request, and what it cost the database. */
export type RecordedSpans = { conflictCount: number; rowsRead: number; rowsWritten: number };

/**
 * Records or queues the calls of a request, a thousand at a time, and counts what was odd about the other spans.
 * @throws AppError or a D1 error when the database does not answer; what is recorded by then is a duplicate when it is sent again
 */
export async function recordSpans(env: TrackerBindings, { events, warnings }: ReadSpans): Promise<RecordedSpans> {
  const sum: RecordedSpans = { conflictCount: 0, rowsRead: 0, rowsWritten: 0 };
  for (let start = 0; start === 0 || start < events.length; start += CHUNK_EVENTS) {
    const isLast = start + CHUNK_EVENTS >= events.length;
    const chunk = events.slice(start, start + CHUNK_EVENTS);
    const { outcomes, rowsRead, rowsWritten } = await acceptEvents(env, chunk, isLast ? warnings : []);
    sum.conflictCount += outcomes.filter(({ status }) => status === "conflict").length;
    sum.rowsRead += rowsRead;
    sum.rowsWritten += rowsWritten;
  }
  return sum;
}
