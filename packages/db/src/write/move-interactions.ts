import { and, asc, exists, eq, inArray, lt, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { interactions, interactionsArchive } from "../schema/usage.ts";

/**
 * Copies the `limit` oldest interactions before `olderThanMs` into the archive and deletes those that are there.
 * Both statements belong into one batch, which makes the step happen whole or not at all.
 * Walks `interactions_occurred_at_ms_idx` from its oldest end; reads and writes in proportion to `limit`.
 */
export function moveInteractions(db: Db, { olderThanMs, limit }: { olderThanMs: number; limit: number }) {
  const oldestFirst = [asc(interactions.occurredAtMs), asc(interactions.id)];
  const isOld = lt(interactions.occurredAtMs, olderThanMs);
  const oldest = db
    .select()
    .from(interactions)
    .where(isOld)
    .orderBy(...oldestFirst)
    .limit(limit);
  const oldestIds = db
    .select({ id: interactions.id })
    .from(interactions)
    .where(isOld)
    .orderBy(...oldestFirst)
    .limit(limit);
  const inArchive = db
    .select({ found: sql`1` })
    .from(interactionsArchive)
    .where(eq(interactionsArchive.id, interactions.id));
  return [
    db.insert(interactionsArchive).select(oldest).onConflictDoNothing(),
    db.delete(interactions).where(and(inArray(interactions.id, oldestIds), exists(inArchive))),
  ] as const;
}
