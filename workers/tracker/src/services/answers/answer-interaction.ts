import type { QueuedInteraction, RecordedInteraction } from "@voygent/contracts";
import { AppError } from "@voygent/http";

import type { EventOutcome } from "../accept-events.ts";
import { answerWarnings } from "./answer-warnings.ts";
import { interactionCost } from "./interaction-cost.ts";

type Answer = { status: 200 | 201; body: RecordedInteraction } | { status: 202; body: QueuedInteraction };

/** The answer to a single event, with its HTTP status. @throws AppError 409 when its id was used for other content */
export function answerInteraction(outcome: EventOutcome | undefined): Answer {
  if (outcome === undefined || outcome.status === "conflict") {
    throw new AppError("idempotency_conflict", "this source has used this id before for other content, which was kept");
  }
  const base = { id: outcome.id, session_id: outcome.sessionId, warnings: answerWarnings(outcome.warnings) };
  if (outcome.status === "queued") return { status: 202, body: { ...base, status: "queued" } };
  const { status, kept } = outcome;
  const body = { ...base, status, cost: interactionCost(kept) };
  return { status: status === "recorded" ? 201 : 200, body };
}
