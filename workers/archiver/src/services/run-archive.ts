import type { ArchiveRun } from "@voygent/contracts";
import {
  countArchivableInteractions,
  type Db,
  finishArchiveRun,
  finishDeadArchiveRuns,
  selectArchiveRun,
  startArchiveRun,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { ArchiveCutoff } from "./archive-cutoff.ts";
import { moveOldestRows } from "./move-oldest-rows.ts";

/** Most steps of one call, so that it stays well within the limits of one invocation. */
export const STEPS_PER_RUN = 20;

/** A run takes seconds; one that began this long ago and has not ended was killed. */
const TAKE_OVER_AFTER_MS = 10 * 60 * 1000;

type RunOptions = { trigger: "cron" | "manual"; cutoff: ArchiveCutoff; nowMs: number; maxSteps?: number };

async function startRun(db: Db, { trigger, cutoff, nowMs }: RunOptions): Promise<string> {
  const id = crypto.randomUUID();
  const takeOverBeforeMs = nowMs - TAKE_OVER_AFTER_MS;
  const [, started] = await db.batch([
    finishDeadArchiveRuns(db, { startedBeforeMs: takeOverBeforeMs, finishedAtMs: nowMs }),
    startArchiveRun(db, { id, trigger, olderThanMs: cutoff.olderThanMs, startedAtMs: nowMs, takeOverBeforeMs }),
  ]);
  if (started.meta.changes === 0) throw new AppError("run_in_progress", "another archive run is in progress");
  return id;
}

async function moveSteps(db: Db, runId: string, { cutoff, maxSteps = STEPS_PER_RUN }: RunOptions) {
  for (let step = 0; step < maxSteps; step += 1) {
    const { isLast } = await moveOldestRows(db, { runId, olderThanMs: cutoff.olderThanMs });
    if (isLast) return "done";
  }
  return "more";
}

/**
 * Moves rows older than the cutoff into the archive, at most `maxSteps` steps of 1,000. Call again while it says `more`.
 * Throws `run_in_progress` while another run is going; a run that was killed is taken over after ten minutes.
 */
export async function runArchive(db: Db, options: RunOptions): Promise<ArchiveRun> {
  const { cutoff } = options;
  const id = await startRun(db, options);
  let status: "done" | "more" | "failed" = "failed";
  try {
    status = await moveSteps(db, id, options);
    const [[run], [remaining]] = await db.batch([
      selectArchiveRun(db, id),
      countArchivableInteractions(db, cutoff.olderThanMs),
    ]);
    return {
      run_id: id,
      older_than: cutoff.olderThan,
      moved: {
        sessions: run?.movedSessions ?? 0,
        interactions: run?.movedInteractions ?? 0,
        cost_estimates: run?.movedCostEstimates ?? 0,
      },
      remaining: remaining?.count ?? 0,
      status,
    };
  } finally {
    await finishArchiveRun(db, { id, finishedAtMs: Date.now(), status });
  }
}
