import { and, asc, eq, lt, notExists, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { interactions, sessions } from "../schema/usage.ts";

/**
 * The condition under which a session may move: last active before `olderThanMs`, and all of its interactions have moved.
 * Interactions move oldest first, so a session that was last active before the oldest one that is left has none left;
 * that bound keeps the walk over `sessions_last_activity_at_ms_idx` short while interactions still wait.
 */
export function isArchivableSession(db: Db, olderThanMs: number) {
  const oldestLeft = sql`(SELECT MIN(${interactions.occurredAtMs}) FROM ${interactions})`;
  const bound = sql`MIN(COALESCE(${oldestLeft}, ${olderThanMs}), ${olderThanMs})`;
  const left = db
    .select({ found: sql`1` })
    .from(interactions)
    .where(eq(interactions.sessionId, sessions.id));
  return and(lt(sessions.lastActivityAtMs, bound), notExists(left));
}

/** The ids of the `limit` sessions that may move, longest inactive first. */
export function selectArchivableSessionIds(db: Db, { olderThanMs, limit }: { olderThanMs: number; limit: number }) {
  return db
    .select({ id: sessions.id })
    .from(sessions)
    .where(isArchivableSession(db, olderThanMs))
    .orderBy(asc(sessions.lastActivityAtMs), asc(sessions.id))
    .limit(limit);
}
