import type { Feedback } from "@voygent/contracts";
import { type FeedbackOfTraceRow, type ListedInteractionRow, selectFeedback, traceOfMessage } from "@voygent/db";
import * as z from "zod";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";
import { toInstant } from "./session-of-row.ts";

/** The id of an interaction that came as a span: its trace and its own. */
export const SPAN_ID = /^([\da-f]{32}):([\da-f]{16})$/;

/** Where an interaction stands: in a trace, and there under an id if it came as a span. */
type TracePlace = { traceId: string; spanId: string | null };

const MessageLabels = z.object({ message_id: z.string(), context_type: z.string().optional().catch(undefined) });

/** Events of LibreChat have no trace: theirs is the one that LibreChat makes out of the message that they name. */
function placeOf({ id, metadata }: ListedInteractionRow): TracePlace | null {
  const [, traceId, spanId] = SPAN_ID.exec(id) ?? [];
  if (traceId !== undefined && spanId !== undefined) return { traceId, spanId };
  const labels = MessageLabels.safeParse(metadata === null ? null : JSON.parse(metadata)).data;
  if (labels === undefined) return null;
  return { traceId: traceOfMessage(labels.message_id, labels.context_type === "title"), spanId: null };
}

const feedbackOfRow = ({ name, value, label, observed_at_ms }: FeedbackOfTraceRow): Feedback => ({
  name,
  value,
  label,
  observed_at: toInstant(observed_at_ms),
});

/**
 * What was said of interactions, oldest first: of each by itself, and of the trace that it belongs to. Asks the database only when
 * one of them came as a span or names a message.
 */
export async function readFeedback(
  c: AnalyticsContext,
  interactions: ListedInteractionRow[],
): Promise<(interaction: ListedInteractionRow) => Feedback[]> {
  const places = new Map(interactions.map((row) => [row, placeOf(row)]));
  const traceIds = new Set([...places.values()].flatMap((place) => place?.traceId ?? []));
  if (traceIds.size === 0) return () => [];
  const rows = await readRows<FeedbackOfTraceRow>(c, selectFeedback(c.env.DB, JSON.stringify([...traceIds])));
  const byTrace = Map.groupBy(rows, ({ trace_id }) => trace_id);
  return (interaction) => {
    const place = places.get(interaction);
    const ofTrace = byTrace.get(place?.traceId ?? "") ?? [];
    return ofTrace
      .filter(({ observation_id }) => observation_id === null || observation_id === place?.spanId)
      .map(feedbackOfRow);
  };
}
