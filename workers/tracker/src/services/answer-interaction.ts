import type { RecordedInteraction } from "@voygent/contracts";
import { AppError } from "@voygent/http";

import { answerWarnings } from "./answer-warnings.ts";
import type { InteractionOutcome } from "./record-interactions.ts";

/** The answer to a single event. @throws AppError 409 when its id was used for other content */
export function answerInteraction(outcome: InteractionOutcome | undefined): RecordedInteraction {
  if (outcome === undefined || outcome.status === "conflict") {
    throw new AppError("idempotency_conflict", "this id was used before for other content, which was kept");
  }
  const { id, sessionId, status, cost, warnings } = outcome;
  return { id, session_id: sessionId, status, cost, warnings: answerWarnings(warnings) };
}
