import { type Db, selectDoneCronArchiveRun } from "@voygent/db";
import { AppError, log } from "@voygent/http";

import { archiveCutoff } from "../services/archive-cutoff.ts";
import { runArchive } from "../services/run-archive.ts";

/**
 * Archives once per UTC day: each call moves what fits its budget until a run of that day has left nothing to move; later
 * calls do nothing. A run that is in progress elsewhere is left alone.
 */
export async function archiveDaily(db: Db, nowMs: number): Promise<void> {
  const startOfDayMs = Date.parse(`${new Date(nowMs).toISOString().slice(0, 10)}T00:00:00Z`);
  const [doneToday] = await selectDoneCronArchiveRun(db, startOfDayMs);
  if (doneToday !== undefined) return;
  try {
    const run = await runArchive(db, { trigger: "cron", cutoff: archiveCutoff(nowMs), nowMs });
    log("info", {
      worker: "archiver",
      job: "archive_daily",
      status: run.status,
      ms: Date.now() - nowMs,
      ...run.moved,
      remaining: run.remaining,
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "run_in_progress") throw error;
    log("info", { worker: "archiver", job: "archive_daily", status: "run_in_progress" });
  }
}
