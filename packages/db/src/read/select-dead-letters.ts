import { and, asc, count, eq, gt, or } from "drizzle-orm";

import type { Db } from "../db.ts";
import { deadLetters } from "../schema/dead-letters.ts";

export type DeadLetterRow = typeof deadLetters.$inferSelect;

/** Dead letters, oldest first, after a position. Walks `dead_letters_first_failed_at_ms_idx`. */
export function selectDeadLetters(
  db: Db,
  { after, limit }: { after: { firstFailedAtMs: number; id: string } | null; limit: number },
) {
  const { firstFailedAtMs, id } = deadLetters;
  return db
    .select()
    .from(deadLetters)
    .where(
      after === null
        ? undefined
        : or(
            gt(firstFailedAtMs, after.firstFailedAtMs),
            and(eq(firstFailedAtMs, after.firstFailedAtMs), gt(id, after.id)),
          ),
    )
    .orderBy(asc(firstFailedAtMs), asc(id))
    .limit(limit);
}

/** How many dead letters there are. Reads the whole index: there are few, or something is very wrong. */
export function countDeadLetters(db: Db) {
  return db.select({ total: count() }).from(deadLetters);
}

/** One dead letter, by its key. */
export function selectDeadLetter(db: Db, id: string) {
  return db.select().from(deadLetters).where(eq(deadLetters.id, id));
}
