import type { SessionStart, TrackedSession } from "@voygent/contracts";
import { dropContent } from "@voygent/contracts/drop-content";
import {
  insertStartedSession,
  restoreArchivedSessions,
  selectTrackedSessions,
  type TrackedSessionRow,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { EventWarning } from "../../intake/usage-event.ts";
import { sessionTimeWarnings } from "../warnings/session-time-warnings.ts";
import { trackedSession } from "./tracked-session.ts";

/**
 * Opens a session. One that exists keeps its user, and its start moves back if this one is earlier; repeating it is
 * harmless. `isNew` says whether it was opened now.
 */
export async function startSession(
  database: D1Database,
  start: SessionStart,
  nowMs: number,
): Promise<{ session: TrackedSession; isNew: boolean }> {
  const labels = start.metadata ? dropContent(start.metadata) : null;
  const ids = JSON.stringify([start.session_id]);
  const results = await database.batch<TrackedSessionRow>([
    selectTrackedSessions(database, ids),
    ...restoreArchivedSessions(database, ids),
    ...insertStartedSession(database, {
      id: start.session_id,
      userId: start.user_id,
      source: start.source ?? "api",
      startedAtMs: start.started_at === undefined ? nowMs : Date.parse(start.started_at),
      metadata: labels === null ? null : JSON.stringify(labels.kept),
    }),
    selectTrackedSessions(database, ids),
  ]);
  const before = results[0]?.results[0];
  const after = results.at(-1)?.results[0];
  if (after === undefined) throw new AppError("database_unavailable", "the session was not stored; send it again");
  const startTime = { field: "started_at", statedAt: start.started_at } as const;
  const warnings: EventWarning[] = await sessionTimeWarnings(database, after, startTime, nowMs);
  if (before !== undefined && before.userId !== start.user_id) {
    const message = "the session belongs to another user and stays there";
    warnings.push({ code: "session_user_mismatch", message, subject: start.session_id });
  }
  if (labels !== null && labels.droppedCount > 0) {
    const message = `${labels.droppedCount} metadata entries that look like content, by their name or their length, were not stored`;
    warnings.push({ code: "dropped_metadata", message, subject: "metadata" });
  }
  return { session: trackedSession(after, warnings, nowMs), isNew: before === undefined };
}
