import { and, asc, eq, exists, inArray, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { isArchivableSession, selectArchivableSessionIds } from "../read/select-archivable-sessions.ts";
import { sessions, sessionsArchive } from "../schema/usage.ts";

/**
 * Moves the `limit` longest inactive sessions before `olderThanMs` whose interactions have all moved into the archive.
 * Batch it after `moveInteractions`, so that a session moves together with its last interaction.
 */
export function moveSessions(db: Db, { olderThanMs, limit }: { olderThanMs: number; limit: number }) {
  const archivable = db
    .select()
    .from(sessions)
    .where(isArchivableSession(db, olderThanMs))
    .orderBy(asc(sessions.lastActivityAtMs), asc(sessions.id))
    .limit(limit);
  const inArchive = db
    .select({ found: sql`1` })
    .from(sessionsArchive)
    .where(eq(sessionsArchive.id, sessions.id));
  return [
    db.insert(sessionsArchive).select(archivable).onConflictDoNothing(),
    db
      .delete(sessions)
      .where(and(inArray(sessions.id, selectArchivableSessionIds(db, { olderThanMs, limit })), exists(inArchive))),
  ] as const;
}
