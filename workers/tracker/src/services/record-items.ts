import type { BatchResult, RecordedBatch } from "@voygent/contracts";

import type { ReadItems } from "../intake/read-items.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { acceptEvents, type EventOutcome } from "./accept-events.ts";
import { answerWarnings } from "./answers/answer-warnings.ts";
import { interactionCost } from "./answers/interaction-cost.ts";

function resultOf(index: number, outcome: EventOutcome): BatchResult {
  const { id, status } = outcome;
  if (status === "conflict") {
    const detail = "this source has used this id before for other content, which was kept";
    return { index, id, status, error: { code: "idempotency_conflict", detail } };
  }
  const warnings = answerWarnings(outcome.warnings);
  const cost = status === "queued" ? {} : { cost: interactionCost(outcome.kept) };
  return { index, id, status, ...cost, ...(warnings.length > 0 && { warnings }) };
}

/**
 * Records or queues what can be of some items; what became of each, in their order, and what it cost the database.
 * @throws AppError or a D1 error when the database does not answer; sending the same items again is then harmless
 */
export async function recordItems(
  env: TrackerBindings,
  { accepted, refused, rejected }: ReadItems,
): Promise<{ results: BatchResult[]; rowsRead: number; rowsWritten: number }> {
  const events = accepted.map(({ event }) => event);
  const { outcomes, rowsRead, rowsWritten } = await acceptEvents(env, events, rejected);
  const stored = outcomes.map((outcome, position) => resultOf(accepted[position]?.index ?? position, outcome));
  const results = [...stored, ...refused].toSorted((left, right) => left.index - right.index);
  return { results, rowsRead, rowsWritten };
}

/** The answer to a batch, counted. */
export function answerBatch(results: BatchResult[]): RecordedBatch {
  const recorded = results.filter(({ status }) => status === "recorded").length;
  const duplicates = results.filter(({ status }) => status === "duplicate").length;
  const queued = results.filter(({ status }) => status === "queued").length;
  const rejected = results.length - recorded - duplicates - queued;
  return { recorded, duplicates, ...(queued > 0 && { queued }), rejected, results };
}
