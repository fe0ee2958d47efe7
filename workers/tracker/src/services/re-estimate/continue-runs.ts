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

/** Most models that one call begins to price; each costs three statements beside its steps. */
const MODELS_PER_CALL = 50;

/** Most models that are looked up at a time; their names are one parameter, which may have 2 MB. */
const MODELS_PER_LOOK = 1_000;
const LOOKS_PER_CALL = 20;

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

/** Runs that were started, and whether every model without a price has been tried with the book in force. */
type Started = { ids: string[]; isAll: boolean };

/** Starts a run per model that the book knows by now, and sets the others aside until there is a newer book. */
async function startLateRuns(env: TrackerBindings, untilMs: number): Promise<Started> {
  const version = await currentBookVersion(env);
  const ids: string[] = [];
  for (let looks = 0; looks < LOOKS_PER_CALL && Date.now() < untilMs; looks += 1) {
    const untried = await selectUntriedModels(createDb(env.DB), version, MODELS_PER_LOOK);
    if (untried.length === 0) return { ids, isAll: true };
    const book = await pinnedPriceBook(env.DB, version);
    // A newer book is in force by now; the next call takes that one.
    if (book === null) break;
    const known = untried.filter((model) => isKnown(book, model));
    const postponed = new Set(known.slice(MODELS_PER_CALL - ids.length));
    const tried = untried.filter((model) => !postponed.has(model));
    const runs = known.filter((model) => !postponed.has(model)).map((model) => lateRun(model, version, Date.now()));
    await env.DB.batch([
      ...runs.map((run) => insertRepriceRun(env.DB, run)),
      markModelsTried(env.DB, keysOf(tried), version),
    ]);
    ids.push(...runs.map(({ id }) => id));
    if (postponed.size > 0) break;
  }
  return { ids, isAll: false };
}

async function advanceAll(env: TrackerBindings, ids: string[], budget: RunBudget): Promise<boolean> {
  let isDone = true;
  for (const id of ids) {
    const run = await advanceRun(env.DB, id, budget);
    isDone &&= run?.status !== "running";
  }
  return isDone;
}

const idsOf = (runs: RepriceRunRow[], ...kinds: string[]) =>
  runs.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);

/**
 * Goes on with every run that is under way and prices what had no price and has one in the book in force, as far as the
 * budget goes; answers whether nothing is left. Late pricing waits while a re-pricing or an undo runs, and rehearsals wait
 * for it.
 */
export async function continueRuns(env: TrackerBindings, budget: RunBudget): Promise<boolean> {
  const running = await selectRunningRepriceRuns(createDb(env.DB));
  if (!(await advanceAll(env, idsOf(running, "reprice", "undo"), budget))) return false;
  if (!(await advanceAll(env, idsOf(running, "late"), budget))) return false;
  const started = await startLateRuns(env, budget.untilMs);
  const isPriced = (await advanceAll(env, started.ids, budget)) && started.isAll;
  if (started.ids.length > 0) log("info", { worker: "tracker", event: "late-pricing", models: started.ids.length });
  return (await advanceAll(env, idsOf(running, "rehearsal"), budget)) && isPriced;
}
