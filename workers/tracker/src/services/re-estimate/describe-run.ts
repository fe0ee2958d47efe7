import type { RepriceRun } from "@voygent/contracts";
import { RepriceKind, RepriceState } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";
import type { RepriceRunRow } from "@voygent/db";

import { readFilter, type RepriceFilter } from "./reprice-filter.ts";
import { type ModelTally, readTally, sumTally } from "./tally.ts";

const instant = (ms: number) => new Date(ms).toISOString();
const orNull = (text: string | undefined) => (text === undefined || text === "" ? null : text);

function describeSums(sums: ModelTally) {
  return {
    interactions: sums.interactions,
    changed: sums.changed,
    cost_before: formatNanoUsd(sums.costBefore),
    cost_after: formatNanoUsd(sums.costAfter),
    unpriced_before: sums.unpricedBefore,
    unpriced_after: sums.unpricedAfter,
  };
}

function progressOf(run: RepriceRunRow, filter: RepriceFilter): number {
  if (run.status === "done" || run.status === "undone") return 1;
  if (filter.total !== null) return Math.min(run.examinedCount / Math.max(filter.total, 1), 1);
  // Nothing is stored about times to come, however far the range reaches.
  const endMs = Math.min(filter.end_ms, run.createdAtMs);
  return Math.min(Math.max((run.cursorMs - filter.start_ms) / Math.max(endMs - filter.start_ms, 1), 0), 1);
}

function statusOf(run: RepriceRunRow, bookVersion: number): RepriceRun["status"] {
  if (run.status === "running" || run.status === "paused") return "more";
  if (run.status === "failed") return "failed";
  return run.kind === "rehearsal" && run.bookVersion < bookVersion ? "stale" : "done";
}

/** A run as it is answered. `bookVersion` is that of the price book in force, which may have outdated a rehearsal. */
export function describeRun(run: RepriceRunRow, bookVersion: number): RepriceRun {
  const filter = readFilter(run.filter);
  const tally = readTally(run.byModel);
  const models = [...tally].map(([key, sums]) => {
    const [provider, model] = key.split("\u0000");
    return { provider: orNull(provider), model: orNull(model), ...describeSums(sums) };
  });
  return {
    run_id: run.id,
    kind: RepriceKind.parse(run.kind),
    status: statusOf(run, bookVersion),
    state: RepriceState.parse(run.status),
    reason: run.reason,
    start: instant(filter.start_ms),
    end: instant(filter.end_ms),
    models: filter.models,
    progress: progressOf(run, filter),
    ...describeSums(sumTally(tally)),
    interactions: run.examinedCount,
    skipped: run.skippedCount,
    by_model: models.toSorted((left, right) => right.interactions - left.interactions),
    book_version: run.bookVersion,
    undoes_run_id: run.undoesRunId,
    rehearsal_id: run.rehearsalId,
    actor: run.actor,
    created_at: instant(run.createdAtMs),
    stepped_at: instant(run.steppedAtMs),
    finished_at: run.finishedAtMs === null ? null : instant(run.finishedAtMs),
  };
}
