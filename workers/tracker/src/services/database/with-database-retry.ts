import { describeError, isRetryableDatabaseError, log } from "@voygent/http";

import { withinTime } from "./within-time.ts";

const ATTEMPTS = 4;
const MIN_PAUSE_MS = 50;
const FIRST_MAX_PAUSE_MS = 200;

/**
 * What may still be lost to a database that fails, in ms: pauses, and the time of attempts that ended in no answer. What it
 * does in time costs nothing, however much it is.
 */
export type FaultBudget = { leftMs: number };

/** Between 50 ms and 200, 400 and then 800 ms, so that those who fail together do not come back together. */
const pauseMsAfter = (attempt: number) =>
  MIN_PAUSE_MS + Math.random() * (FIRST_MAX_PAUSE_MS * 2 ** (attempt - 1) - MIN_PAUSE_MS);

const noAnswer = (ms: number) => new Error(`D1_ERROR: timed out: no answer within ${Math.round(ms)} ms`);

/**
 * Runs a statement or a batch that may be repeated, and repeats it up to three times, with pauses that grow, when the
 * connection to the database was lost: the platform never repeats a write by itself. With a budget, one that is not answered
 * in time fails as timed out, and nothing is repeated when the pause would not fit. An overloaded database is left alone.
 */
export async function withDatabaseRetry<Result>(trip: () => Promise<Result>, budget?: FaultBudget): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const startedAtMs = Date.now();
    const leftMs = budget?.leftMs;
    try {
      return await (leftMs === undefined ? trip() : withinTime(trip, leftMs, noAnswer));
    } catch (error) {
      const pauseMs = pauseMsAfter(attempt);
      if (budget !== undefined) budget.leftMs -= Date.now() - startedAtMs;
      const fits = budget === undefined || budget.leftMs > pauseMs;
      if (attempt === ATTEMPTS || !fits || !isRetryableDatabaseError(error)) throw error;
      log("error", { worker: "tracker", event: "database.retry", attempt, error: describeError(error) });
      if (budget !== undefined) budget.leftMs -= pauseMs;
      await scheduler.wait(pauseMs);
    }
  }
}
