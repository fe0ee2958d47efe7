import { ESTIMATED_TABLES } from "../read/estimated-row.ts";
import type { repriceRuns } from "../schema/usage.ts";
import type { SentEstimates } from "./sent-estimates.ts";

type Run = typeof repriceRuns.$inferSelect;

/** What a step leaves of its run: where it stands, and its counts so far. Sums of costs may be past 2^53. */
export type RepriceProgress = Pick<
  Run,
  | "status"
  | "cursorMs"
  | "cursorId"
  | "cursorSource"
  | "examinedCount"
  | "changedCount"
  | "skippedCount"
  | "byModel"
  | "reason"
  | "steppedAtMs"
  | "finishedAtMs"
> & { costBeforeNanoUsd: bigint; costAfterNanoUsd: bigint };

const isUnchanged = (table: string, parameter: string) => `(
  SELECT count(*) FROM (SELECT value FROM json_each(${parameter}) LIMIT -1) AS item
  CROSS JOIN ${table} AS kept ON kept.id = item.value->>0 AND kept.source = item.value->>1
  WHERE kept.cost_revision = item.value->>2
) = json_array_length(${parameter})`;

/**
 * Takes a step of a running run: the one after `step`, if nobody else has taken it, and if every interaction that is to
 * change still stands where it was read, with the estimate that it was read with. `meta.changes` is 1 or 0. The statements
 * after it in the batch look at `is_writing`, which `finishRepriceStep` takes back. Two rows by primary key per interaction.
 */
export function claimRepriceStep(
  database: D1Database,
  { id, step }: { id: string; step: number },
  progress: RepriceProgress,
  sent: SentEstimates,
) {
  const [live, archive] = ESTIMATED_TABLES;
  return database
    .prepare(
      `UPDATE reprice_runs SET step = step + 1, is_writing = 1, status = ?5, cursor_ms = ?6, cursor_id = ?7,
         examined_count = ?8, changed_count = ?9, skipped_count = ?10, cost_before_nano_usd = CAST(?11 AS INTEGER),
         cost_after_nano_usd = CAST(?12 AS INTEGER), by_model = ?13, reason = ?14, stepped_at_ms = ?15, finished_at_ms = ?16,
         cursor_source = ?17
       WHERE id = ?3 AND step = ?4 AND status = 'running'
         AND ${isUnchanged(live.interactions, "?1")} AND ${isUnchanged(archive.interactions, "?2")}`,
    )
    .bind(
      sent.live,
      sent.archived,
      id,
      step,
      progress.status,
      progress.cursorMs,
      progress.cursorId,
      progress.examinedCount,
      progress.changedCount,
      progress.skippedCount,
      progress.costBeforeNanoUsd.toString(),
      progress.costAfterNanoUsd.toString(),
      progress.byModel,
      progress.reason,
      progress.steppedAtMs,
      progress.finishedAtMs,
      progress.cursorSource,
    );
}

/** Ends the batch of a step. */
export function finishRepriceStep(database: D1Database, id: string) {
  return database.prepare("UPDATE reprice_runs SET is_writing = 0 WHERE id = ?1 AND is_writing = 1").bind(id);
}
