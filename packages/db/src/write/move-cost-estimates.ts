import { and, asc, eq, exists, lt, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { costEstimates, costEstimatesArchive } from "../schema/archive.ts";
import { interactions } from "../schema/usage.ts";

/**
 * Moves the superseded estimates of the `limit` oldest interactions before `olderThanMs` into the archive.
 * Batch it before `moveInteractions` with the same arguments, which takes those interactions away.
 * Finds the interactions by `interactions_occurred_at_ms_idx` and the estimates by primary key.
 */
export function moveCostEstimates(db: Db, { olderThanMs, limit }: { olderThanMs: number; limit: number }) {
  const oldestKeys = db
    .select({ id: interactions.id, source: interactions.source })
    .from(interactions)
    .where(lt(interactions.occurredAtMs, olderThanMs))
    .orderBy(asc(interactions.occurredAtMs), asc(interactions.id), asc(interactions.source))
    .limit(limit);
  const isOfOldest = sql`(${costEstimates.interactionId}, ${costEstimates.interactionSource}) IN ${oldestKeys}`;
  const inArchive = db
    .select({ found: sql`1` })
    .from(costEstimatesArchive)
    .where(
      and(
        eq(costEstimatesArchive.interactionId, costEstimates.interactionId),
        eq(costEstimatesArchive.interactionSource, costEstimates.interactionSource),
        eq(costEstimatesArchive.supersededByRunId, costEstimates.supersededByRunId),
      ),
    );
  return [
    db.insert(costEstimatesArchive).select(db.select().from(costEstimates).where(isOfOldest)).onConflictDoNothing(),
    db.delete(costEstimates).where(and(isOfOldest, exists(inArchive))),
  ] as const;
}
