import { and, count, eq, lt } from "drizzle-orm";

import type { Db } from "../db.ts";
import { costEstimates } from "../schema/archive.ts";
import { interactions, sessions } from "../schema/usage.ts";

/** How many interactions are older than `olderThanMs`. Walks that end of `interactions_occurred_at_ms_idx`. */
export function countArchivableInteractions(db: Db, olderThanMs: number) {
  return db.select({ count: count() }).from(interactions).where(lt(interactions.occurredAtMs, olderThanMs));
}

/** How many sessions were last active before `olderThanMs`. Walks that end of `sessions_last_activity_at_ms_idx`. */
export function countArchivableSessions(db: Db, olderThanMs: number) {
  return db.select({ count: count() }).from(sessions).where(lt(sessions.lastActivityAtMs, olderThanMs));
}

/** How many superseded estimates belong to interactions older than `olderThanMs`. Reads every estimate once. */
export function countArchivableCostEstimates(db: Db, olderThanMs: number) {
  return db
    .select({ count: count() })
    .from(costEstimates)
    .innerJoin(
      interactions,
      and(eq(interactions.id, costEstimates.interactionId), eq(interactions.source, costEstimates.interactionSource)),
    )
    .where(lt(interactions.occurredAtMs, olderThanMs));
}
