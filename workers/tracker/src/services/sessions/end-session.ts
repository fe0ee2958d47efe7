import type { SessionEnd, TrackedSession } from "@voygent/contracts";
import { restoreArchivedSessions, selectTrackedSessions, type TrackedSessionRow, upsertSessionEnd } from "@voygent/db";
import { AppError } from "@voygent/http";

import { sessionTimeWarnings } from "../warnings/session-time-warnings.ts";
import { trackedSession } from "./tracked-session.ts";

/**
 * Ends a session, not before its last activity.
 * @throws AppError 404 when there is no such session
 */
export async function endSession(database: D1Database, end: SessionEnd, nowMs: number): Promise<TrackedSession> {
  const endedAtMs = end.ended_at === undefined ? nowMs : Date.parse(end.ended_at);
  const ids = JSON.stringify([end.session_id]);
  const results = await database.batch<TrackedSessionRow>([
    ...restoreArchivedSessions(database, ids),
    upsertSessionEnd(database, end.session_id, endedAtMs),
    selectTrackedSessions(database, ids),
  ]);
  const ended = results.at(-1)?.results[0];
  if (ended === undefined) throw new AppError("not_found", "there is no session with this id");
  const endTime = { field: "ended_at", statedAt: end.ended_at } as const;
  return trackedSession(ended, await sessionTimeWarnings(database, ended, endTime, nowMs), nowMs);
}
