import type { Feedback } from "@voygent/contracts";
import { type FeedbackOfTraceRow, selectFeedback } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";
import { toInstant } from "./session-of-row.ts";

/** The id of an interaction that came as a span: its trace and its own. */
export const SPAN_ID = /^([\da-f]{32}):([\da-f]{16})$/;

const feedbackOfRow = ({ name, value, label, observed_at_ms }: FeedbackOfTraceRow): Feedback => ({
  name,
  value,
  label,
  observed_at: toInstant(observed_at_ms),
});

/**
 * What was said of interactions, by their ids, oldest first: of each by itself, and of the trace that it belongs to. Asks the
 * database only when one of them came as a span.
 */
export async function readFeedback(c: AnalyticsContext, ids: string[]): Promise<(id: string) => Feedback[]> {
  const traceIds = new Set(ids.flatMap((id) => SPAN_ID.exec(id)?.[1] ?? []));
  if (traceIds.size === 0) return () => [];
  const rows = await readRows<FeedbackOfTraceRow>(c, selectFeedback(c.env.DB, JSON.stringify([...traceIds])));
  const byTrace = Map.groupBy(rows, ({ trace_id }) => trace_id);
  return (id) => {
    const [, traceId = "", spanId] = SPAN_ID.exec(id) ?? [];
    const ofTrace = byTrace.get(traceId) ?? [];
    return ofTrace
      .filter(({ observation_id }) => observation_id === null || observation_id === spanId)
      .map(feedbackOfRow);
  };
}
