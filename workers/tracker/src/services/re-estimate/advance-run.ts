import { createDb, type RepriceRunRow, selectRepriceRun, setRepriceStatus } from "@voygent/db";
import { describeError, log, toAppError } from "@voygent/http";

import { withDatabaseRetry } from "../database/with-database-retry.ts";
import { pinnedPriceBook } from "./pinned-price-book.ts";
import { takeStep } from "./take-step.ts";

/** How often others may get in between before the rest is left to the next call. */
const MAX_ROUNDS = 8;

/** At most 15 statements each, and three for each of 50 runs that may begin: below the 1,000 of one invocation. */
const STEPS_PER_CALL = 50;

/** Until when to go on, in ms since 1970 (the last step may end later), and how many steps are left, counted down. */
export type RunBudget = { untilMs: number; stepsLeft: number };

/** What one call may do in so many ms, with the steps that it has not taken before. */
export const budgetOf = (ms: number, stepsLeft = STEPS_PER_CALL): RunBudget => ({
  untilMs: Date.now() + ms,
  stepsLeft,
});

const PRICE_BOOK_EXPIRED = "price_book_expired";
const STEP_FAILED = "step_failed";

/** Ends a run that cannot go on: late pricing starts anew with newer prices, the others wait for a decision. */
async function haltWithoutBook(database: D1Database, run: RepriceRunRow): Promise<void> {
  const isLate = run.kind === "late";
  await setRepriceStatus(database, {
    id: run.id,
    from: ["running"],
    status: isLate ? "stopped" : "paused",
    reason: PRICE_BOOK_EXPIRED,
    finishedAtMs: isLate ? Date.now() : null,
  }).run();
}

async function readRun(database: D1Database, id: string): Promise<RepriceRunRow | null> {
  const [run] = await selectRepriceRun(createDb(database), id);
  return run ?? null;
}

async function takeSteps(database: D1Database, id: string, budget: RunBudget): Promise<void> {
  let run = await readRun(database, id);
  let rounds = 0;
  while (run?.status === "running" && budget.stepsLeft > 0 && Date.now() < budget.untilMs) {
    budget.stepsLeft -= 1;
    const current = run;
    const book = current.kind === "undo" ? null : await pinnedPriceBook(database, current.bookVersion);
    if (book === null && current.kind !== "undo") return await haltWithoutBook(database, current);
    const next = await withDatabaseRetry(() => takeStep(database, { run: current, book, nowMs: Date.now() }));
    rounds = next === null ? rounds + 1 : 0;
    if (rounds === MAX_ROUNDS) return;
    run = next ?? (await readRun(database, id));
  }
}

/**
 * Takes steps of a run until it is done, paused or stopped, or the budget is used up; answers the run as it stands then,
 * null when there is none. May be called by several at once, and again after it was killed at any point. A run whose
 * step cannot be taken has failed; one that lost the database goes on with the next call.
 */
export async function advanceRun(database: D1Database, id: string, budget: RunBudget): Promise<RepriceRunRow | null> {
  try {
    await takeSteps(database, id, budget);
  } catch (error) {
    log("error", { worker: "tracker", event: "reprice.step_failed", run: id, error: describeError(error) });
    if (toAppError(error).code === "database_unavailable") throw error;
    const failed = { id, from: ["running"], status: "failed", reason: STEP_FAILED, finishedAtMs: Date.now() };
    await setRepriceStatus(database, failed).run();
  }
  return await readRun(database, id);
}
