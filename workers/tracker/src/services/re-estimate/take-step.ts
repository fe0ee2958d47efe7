import type { PriceBook } from "@voygent/cost";
import {
  addCostChanges,
  addLabelCostChanges,
  addUserCostChanges,
  addUnpricedModels,
  claimRepriceStep,
  deletePricedModels,
  deleteVainLateRun,
  finishRepriceStep,
  markRunUndone,
  type NewEstimate,
  reopenPeriods,
  replaceEstimates,
  type RepriceProgress,
  type RepriceRunRow,
  sentEstimates,
  whileStepping,
} from "@voygent/db";

import { isOtherCost } from "./estimate-again.ts";
import { readPage, type RepricePage } from "./read-page.ts";
import { sumCostChanges } from "./sum-cost-changes.ts";
import { addToTally, encodeTally, readTally, sumTally } from "./tally.ts";

export type StepOptions = {
  run: RepriceRunRow;
  /** The book of the run's version; null for an undo. */
  book: PriceBook | null;
  nowMs: number;
  /** Most interactions of the step, fewer than usual in tests. */
  limit?: number;
};

/** What the page adds to the run, and the interactions whose cost changes. */
function progressOf({ run, nowMs }: StepOptions, page: RepricePage) {
  const tally = readTally(run.byModel);
  const changed: NewEstimate[] = [];
  let skippedCount = run.skippedCount;
  for (const { row, next } of page.reestimated) {
    if (next === null) skippedCount += 1;
    else {
      addToTally(tally, row, { before: row, after: next });
      if (isOtherCost(row, next)) changed.push({ row, next });
    }
  }
  const sums = sumTally(tally);
  const progress: RepriceProgress = {
    status: page.isLast ? "done" : "running",
    cursorMs: page.after.ms,
    cursorId: page.after.id,
    cursorSource: page.after.source,
    examinedCount: run.examinedCount + page.reestimated.length,
    changedCount: sums.changed,
    skippedCount,
    costBeforeNanoUsd: sums.costBefore,
    costAfterNanoUsd: sums.costAfter,
    byModel: encodeTally(tally),
    reason: null,
    steppedAtMs: nowMs,
    finishedAtMs: page.isLast ? nowMs : null,
  };
  return { progress, changed };
}

/** The statements that change costs and totals: all of them or, when the step is not claimed, none takes place. */
function changeStatements(database: D1Database, run: RepriceRunRow, changed: NewEstimate[], nowMs: number) {
  if (changed.length === 0 || run.kind === "rehearsal") return [];
  const guard = whileStepping(run.id);
  const changes = sumCostChanges(changed, run.bookVersion);
  const models = JSON.stringify(changes.unpriced.map(({ provider, model }) => [provider, model]));
  return [
    ...addCostChanges(database, run.id, "quarterHours", changes.quarterHours),
    addUserCostChanges(database, run.id, changes.quarterHours),
    ...(changes.labels.length > 0 ? [addLabelCostChanges(database, run.id, changes.labels)] : []),
    ...addCostChanges(database, run.id, "sessions", changes.sessions),
    reopenPeriods(database, { quarterHours: changes.touchedQuarterHours, oldest: [] }, guard),
    ...(changes.unpriced.length > 0
      ? [addUnpricedModels(database, changes.unpriced, guard), deletePricedModels(database, models)]
      : []),
    ...replaceEstimates(database, { runId: run.id, nowMs }, sentEstimates(changed)),
  ];
}

function lastStatements(database: D1Database, run: RepriceRunRow) {
  if (run.kind === "undo") return [markRunUndone(database, run.id)];
  if (run.kind === "late") return [deleteVainLateRun(database, run.id)];
  return [];
}

/**
 * Takes one step of a run in one D1 batch: it happens whole or not at all, so that at every moment the totals are the
 * sums of the interactions. Answers the run after the step; null when somebody else was faster, has changed one of the
 * interactions or has paused the run: then read the run again. Repeating a step whose answer was lost does no harm.
 */
export async function takeStep(database: D1Database, options: StepOptions): Promise<RepriceRunRow | null> {
  const { run, nowMs } = options;
  const page = await readPage(database, options);
  const { progress, changed } = progressOf(options, page);
  const written = run.kind === "rehearsal" ? [] : changed;
  const [claimed] = await database.batch([
    claimRepriceStep(database, run, progress, sentEstimates(written)),
    ...changeStatements(database, run, written, nowMs),
    finishRepriceStep(database, run.id),
    ...(page.isLast ? lastStatements(database, run) : []),
  ]);
  if (claimed?.meta.changes !== 1) return null;
  const { costBeforeNanoUsd, costAfterNanoUsd, ...rest } = progress;
  const sums = { costBeforeNanoUsd: Number(costBeforeNanoUsd), costAfterNanoUsd: Number(costAfterNanoUsd) };
  return { ...run, ...rest, ...sums, step: run.step + 1 };
}
