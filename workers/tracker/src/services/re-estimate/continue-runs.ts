import { type PriceBook, resolveRate } from "@voygent/cost";
import {
  createDb,
  insertRepriceRun,
  markModelsTried,
  type NewRepriceRun,
  type RepriceRunRow,
  selectRunningRepriceRuns,
  selectUntriedModels,
  type UnpricedModelRow,
} from "@voygent/db";
import { log } from "@voygent/http";

import type { TrackerBindings } from "../../tracker-bindings.ts";
import { advanceRun, type RunBudget } from "./advance-run.ts";
import { currentBookVersion } from "./current-book-version.ts";
import { pinnedPriceBook } from "./pinned-price-book.ts";
import type { RepriceFilter } from "./reprice-filter.ts";

/** Most models of one call; the others wait for the next one. */
const MODELS_PER_CALL = 50;

const ACTOR = "late-pricing";

const keysOf = (models: UnpricedModelRow[]) => JSON.stringify(models.map(({ provider, model }) => [provider, model]));

/** Whether the book has any rate for a model, if only at other times: then its interactions have to be looked at. */
function isKnown(book: PriceBook, { provider, model, lastSeenAtMs }: UnpricedModelRow): boolean {
  const resolved = resolveRate(book, { provider: provider || null, model: model || null, atMs: lastSeenAtMs });
  return resolved.status === "priced" || resolved.reason === "no_rate_at_that_time";
}

function lateRun(unpriced: UnpricedModelRow, bookVersion: number, nowMs: number): NewRepriceRun {
  const filter: RepriceFilter = {
    start_ms: unpriced.firstSeenAtMs,
    end_ms: unpriced.lastSeenAtMs + 1,
    models: [{ provider: unpriced.provider, model: unpriced.model }],
    total: unpriced.interactionCount,
  };
  return {
    id: crypto.randomUUID(),
    kind: "late",
    undoesRunId: null,
    rehearsalId: null,
    filter: JSON.stringify(filter),
    bookVersion,
    cursorMs: Number.MIN_SAFE_INTEGER,
    actor: ACTOR,
    createdAtMs: nowMs,
  };
}

/** Starts a run per model that the book knows by now, and sets the others aside until there is a newer book. */
async function startLateRuns(env: TrackerBindings, nowMs: number): Promise<string[]> {
  const version = await currentBookVersion(env);
  const untried = await selectUntriedModels(createDb(env.DB), version, MODELS_PER_CALL);
  if (untried.length === 0) return [];
  const book = await pinnedPriceBook(env.DB, version);
  if (book === null) return [];
  const runs = untried.filter((model) => isKnown(book, model)).map((model) => lateRun(model, version, nowMs));
  await env.DB.batch([
    ...runs.map((run) => insertRepriceRun(env.DB, run)),
    markModelsTried(env.DB, keysOf(untried), version),
  ]);
  return runs.map(({ id }) => id);
}

const isLate = ({ kind }: RepriceRunRow) => kind === "late";

/**
 * Goes on with every run that is under way, then prices what had no price and has one in the book in force, as far as the
 * budget goes; the rest waits for the next call. Late pricing waits while a re-pricing or an undo runs.
 */
export async function continueRuns(env: TrackerBindings, budget: RunBudget): Promise<void> {
  const running = await selectRunningRepriceRuns(createDb(env.DB));
  let isBusy = false;
  for (const { id, kind } of running.filter((run) => !isLate(run))) {
    const run = await advanceRun(env.DB, id, budget);
    isBusy ||= kind !== "rehearsal" && run?.status === "running";
  }
  if (isBusy) return;
  for (const { id } of running.filter(isLate)) await advanceRun(env.DB, id, budget);
  const started = await startLateRuns(env, Date.now());
  for (const id of started) await advanceRun(env.DB, id, budget);
  if (started.length > 0) log("info", { worker: "tracker", event: "late-pricing", models: started.length });
}
