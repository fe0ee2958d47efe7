import type { ArchiveRun } from "@voygent/contracts";
import {
  countArchivableCostEstimates,
  countArchivableInteractions,
  countArchivableSessions,
  type Db,
} from "@voygent/db";

import type { ArchiveCutoff } from "./archive-cutoff.ts";

/** What runs with this cutoff would move until nothing is left, as `moved`. Moves nothing, so all of it `remaining`. */
export async function rehearseArchive(db: Db, { olderThan, olderThanMs }: ArchiveCutoff): Promise<ArchiveRun> {
  const [[sessions], [interactions], [costEstimates]] = await db.batch([
    countArchivableSessions(db, olderThanMs),
    countArchivableInteractions(db, olderThanMs),
    countArchivableCostEstimates(db, olderThanMs),
  ]);
  const moved = {
    sessions: sessions?.count ?? 0,
    interactions: interactions?.count ?? 0,
    cost_estimates: costEstimates?.count ?? 0,
  };
  const status = moved.interactions + moved.sessions > 0 ? "more" : "done";
  return { run_id: null, older_than: olderThan, moved, remaining: moved.interactions, status };
}
