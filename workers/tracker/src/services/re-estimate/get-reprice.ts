import type { RepriceReply, RepriceRun } from "@voygent/contracts";
import { createDb, selectRepriceRun, selectRepriceRuns } from "@voygent/db";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { advanceRun, budgetOf } from "./advance-run.ts";
import { currentBookVersion } from "./current-book-version.ts";
import { describeRun } from "./describe-run.ts";
import { noSuchRun } from "./refused.ts";

/** How long a caller waits for the steps of a run, and how long they go on after the answer. */
const ANSWER_WITHIN_MS = 8_000;
const GO_ON_MS = 25_000;

/** A running run whose last step is older than this has lost whoever took its steps. */
const STALLED_AFTER_MS = 5_000;

type Context = Pick<ExecutionContext, "waitUntil">;

/** Goes on with a run, and answers how far it came; what is left goes on after the answer. */
export async function replyWith(env: TrackerBindings, ctx: Context, id: string): Promise<RepriceReply> {
  const budget = budgetOf(ANSWER_WITHIN_MS);
  const run = await advanceRun(env.DB, id, budget);
  if (run === null) return noSuchRun();
  if (run.status === "running") ctx.waitUntil(advanceRun(env.DB, id, budgetOf(GO_ON_MS, budget.stepsLeft)));
  return { run: describeRun(run, await currentBookVersion(env)) };
}

/** A run as it stands; one that has stalled goes on after the answer. */
export async function getReprice(env: TrackerBindings, ctx: Context, id: string): Promise<RepriceReply> {
  const [run] = await selectRepriceRun(createDb(env.DB), id);
  if (run === undefined) return noSuchRun();
  if (run.status === "running" && run.steppedAtMs < Date.now() - STALLED_AFTER_MS) {
    ctx.waitUntil(advanceRun(env.DB, id, budgetOf(GO_ON_MS)));
  }
  return { run: describeRun(run, await currentBookVersion(env)) };
}

/** The latest runs, newest first. */
export async function listReprices(env: TrackerBindings, limit: number): Promise<RepriceRun[]> {
  const version = await currentBookVersion(env);
  const runs = await selectRepriceRuns(createDb(env.DB), limit);
  return runs.map((run) => describeRun(run, version));
}
