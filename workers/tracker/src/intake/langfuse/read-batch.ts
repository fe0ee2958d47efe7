import { type LangfuseBatchResult, LangfuseScoreEvent, Text } from "@voygent/contracts";
import type { FeedbackRow, WarningCount } from "@voygent/db";

import { readScore } from "./read-score.ts";

/** The events of a batch: the scores among them, what each is answered, and what was refused as warnings. */
export type ReadBatch = { scores: FeedbackRow[]; result: LangfuseBatchResult; warnings: WarningCount[] };

const CREATED = 201;
const REFUSED = 400;

const field = (event: unknown, name: "id" | "type"): string | null => {
  if (typeof event !== "object" || event === null) return null;
  return Text.safeParse(Object.entries(event).find(([key]) => key === name)?.[1]).data ?? null;
};

const isScore = (event: unknown) => field(event, "type") === "score-create";

/** Reads a batch of the older Langfuse ingestion, of which scores are taken; spans have their own path. */
export function readBatch(events: unknown[], receivedAtMs: number): ReadBatch {
  const read: ReadBatch = { scores: [], result: { successes: [], errors: [] }, warnings: [] };
  for (const event of events) {
    const id = field(event, "id") ?? "";
    const parsed = LangfuseScoreEvent.safeParse(event);
    if (parsed.success) {
      const { timestamp, body } = parsed.data;
      read.scores.push(readScore(body, timestamp === undefined ? receivedAtMs : Date.parse(timestamp), id));
      read.result.successes.push({ id, status: CREATED });
      continue;
    }
    const [issue] = parsed.error.issues;
    const message = isScore(event)
      ? `${issue?.path.join(".")}: ${issue?.message}`
      : "only scores are taken here; send spans to /api/public/otel/v1/traces";
    read.result.errors.push({ id, status: REFUSED, message });
    const subject = isScore(event) ? "score" : "event";
    const counted = { source: "langfuse", count: 1, seenAtMs: receivedAtMs, exampleId: null };
    read.warnings.push({ kind: "rejected_item", subject, ...counted });
  }
  return read;
}
