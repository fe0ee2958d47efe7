import { desc } from "drizzle-orm";

import type { Db } from "../db.ts";
import { warnings } from "../schema/usage.ts";

/** The warnings that were seen last. Reads the whole table, which has a row per kind, subject and source. */
export function selectWarnings(db: Db, limit: number) {
  return db
    .select()
    .from(warnings)
    .orderBy(desc(warnings.lastSeenAtMs), warnings.kind, warnings.subject, warnings.source)
    .limit(limit);
}
