import { and, asc, exists, eq, lt, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { interactions, interactionsArchive } from "../schema/usage.ts";

/**
 * Copies the `limit` oldest interactions before `olderThanMs` into the archive and deletes those that are there.
 * Both statements belong into one batch, which makes the step happen whole or not at all.
 * Walks `interactions_occurred_at_ms_idx` from its oldest end; reads and writes in proportion to `limit`.
 */
export function moveInteractions(db: Db, { olderThanMs, limit }: { olderThanMs: number; limit: number }) {
  const oldestFirst = [asc(interactions.occurredAtMs), asc(interactions.id), asc(interactions.source)];
  const isOld = lt(interactions.occurredAtMs, olderThanMs);
  const oldest = db
    .select()
    .from(interactions)
    .where(isOld)
    .orderBy(...oldestFirst)
    .limit(limit);
  const oldestKeys = db
    .select({ id: interactions.id, source: interactions.source })
    .from(interactions)
    .where(isOld)
    .orderBy(...oldestFirst)
    .limit(limit);
  const inArchive = db
    .select({ found: sql`1` })
    .from(interactionsArchive)
    .where(and(eq(interactionsArchive.id, interactions.id), eq(interactionsArchive.source, interactions.source)));
  return [
    db.insert(interactionsArchive).select(oldest).onConflictDoNothing(),
    db
      .delete(interactions)
      .where(and(sql`(${interactions.id}, ${interactions.source}) IN ${oldestKeys}`, exists(inArchive))),
  ] as const;
}
