import type { InteractionRow, TrackedSessionRow } from "@voygent/db";

import type { EventWarning } from "../../intake/usage-event.ts";

type Session = Pick<TrackedSessionRow, "userId" | "startedAtMs" | "endedAtMs">;

/** What is odd about an interaction in view of its session as it was before; undefined when the interaction opened it. */
export function sessionWarnings(row: InteractionRow, before: Session | undefined): EventWarning[] {
  const subject = row.sessionId;
  if (before === undefined) {
    return [{ code: "unknown_session", message: "the session was not started before; it was opened", subject }];
  }
  const warnings: EventWarning[] = [];
  if (row.userId !== before.userId) {
    const message = "the session belongs to another user; the interaction was stored under its own";
    warnings.push({ code: "session_user_mismatch", message, subject });
  }
  if (row.occurredAtMs < before.startedAtMs) {
    const message = "the interaction is older than the start of its session, which moved back";
    warnings.push({ code: "before_session_start", message, subject });
  }
  if (before.endedAtMs !== null && row.occurredAtMs > before.endedAtMs) {
    const message = "the session had ended and was opened again";
    warnings.push({ code: "session_reopened", message, subject });
  }
  return warnings;
}
