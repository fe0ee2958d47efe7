import { count } from "drizzle-orm";

import type { Db } from "../db.ts";
import { costEstimatesArchive } from "../schema/archive.ts";
import { interactionsArchive, sessionsArchive } from "../schema/usage.ts";

/** How many rows each archive table holds, as three statements of one row each; each walks its table's smallest index. */
export function selectArchiveCounts(db: Db) {
  return [
    db.select({ count: count() }).from(sessionsArchive),
    db.select({ count: count() }).from(interactionsArchive),
    db.select({ count: count() }).from(costEstimatesArchive),
  ] as const;
}
