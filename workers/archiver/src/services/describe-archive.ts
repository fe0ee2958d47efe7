import { ArchiveStatus } from "@voygent/contracts";
import { countArchivableInteractions, type Db, selectArchiveCounts, selectLastArchiveRun } from "@voygent/db";

import type { ArchiveCutoff } from "./archive-cutoff.ts";

const toInstant = (ms: number) => new Date(ms).toISOString();

/** What the archive holds, how many interactions are due to move there, and how the last run went. */
export async function describeArchive(db: Db, { olderThan, olderThanMs }: ArchiveCutoff): Promise<ArchiveStatus> {
  const [[sessions], [interactions], [costEstimates], [remaining], [run]] = await db.batch([
    ...selectArchiveCounts(db),
    countArchivableInteractions(db, olderThanMs),
    selectLastArchiveRun(db),
  ]);
  return ArchiveStatus.parse({
    archived: {
      sessions: sessions?.count ?? 0,
      interactions: interactions?.count ?? 0,
      cost_estimates: costEstimates?.count ?? 0,
    },
    remaining: remaining?.count ?? 0,
    older_than: olderThan,
    last_run:
      run === undefined
        ? null
        : {
            run_id: run.id,
            trigger: run.trigger,
            started_at: toInstant(run.startedAtMs),
            finished_at: run.finishedAtMs === null ? null : toInstant(run.finishedAtMs),
            status: run.status,
            moved: {
              sessions: run.movedSessions,
              interactions: run.movedInteractions,
              cost_estimates: run.movedCostEstimates,
            },
          },
  });
}
