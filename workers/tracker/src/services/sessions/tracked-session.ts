import { SESSION_IDLE_MINUTES, type TrackedSession } from "@voygent/contracts";
import type { TrackedSessionRow } from "@voygent/db";

import type { EventWarning } from "../../intake/usage-event.ts";
import { answerWarnings } from "../answers/answer-warnings.ts";

const IDLE_MS = SESSION_IDLE_MINUTES * 60_000;
const instant = (ms: number) => new Date(ms).toISOString();

/** A session as it is answered; without activity for 30 minutes it is idle. */
export function trackedSession(row: TrackedSessionRow, warnings: EventWarning[], nowMs: number): TrackedSession {
  const running = nowMs - row.lastActivityAtMs < IDLE_MS ? "active" : "idle";
  return {
    session_id: row.id,
    user_id: row.userId,
    source: row.source,
    started_at: instant(row.startedAtMs),
    last_activity_at: instant(row.lastActivityAtMs),
    ended_at: row.endedAtMs === null ? null : instant(row.endedAtMs),
    status: row.endedAtMs === null ? running : "ended",
    warnings: answerWarnings(warnings),
  };
}
