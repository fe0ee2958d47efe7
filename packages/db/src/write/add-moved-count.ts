import { eq, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { archiveRuns } from "../schema/archive.ts";

/**
 * Adds the number of rows that the statement before it in the batch deleted to one count of a run, so that the count is
 * exact however the run ends. One row by primary key.
 */
export function addMovedCount(
  db: Db,
  runId: string,
  counter: "movedSessions" | "movedInteractions" | "movedCostEstimates",
) {
  return db
    .update(archiveRuns)
    .set({ [counter]: sql`${archiveRuns[counter]} + changes()` })
    .where(eq(archiveRuns.id, runId));
}
