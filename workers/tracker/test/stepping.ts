import type { RepriceOrder } from "@voygent/contracts";
import { createDb, selectRepriceRun, type RepriceRunRow } from "@voygent/db";
import { env } from "cloudflare:workers";

import { pinnedPriceBook } from "../src/services/re-estimate/pinned-price-book.ts";
import { startReprice } from "../src/services/re-estimate/start-reprice.ts";
import { takeStep } from "../src/services/re-estimate/take-step.ts";
import { trackerEnv } from "./tracker-env.ts";

/** Everything that was ever stored, of all models. */
export const EVERYTHING: RepriceOrder = {
  startMs: 0,
  endMs: Date.parse("2027-01-01T00:00:00Z"),
  models: null,
  isDryRun: false,
  rehearsalId: null,
};

/** A run by its id. */
export async function runOf(id: string): Promise<RepriceRunRow> {
  const [run] = await selectRepriceRun(createDb(env.DB), id);
  if (run === undefined) throw new Error(`there is no run ${id}`);
  return run;
}

/** Starts a run without taking a step; its id. */
export async function startRun(order: Partial<RepriceOrder> = {}): Promise<string> {
  const by = { actor: "tester", nowMs: Date.now() };
  const started = await startReprice(trackerEnv, { ...EVERYTHING, ...order }, by);
  if ("refused" in started) throw new Error(started.refused.code);
  return started.id;
}

/** Takes one step of at most `limit` interactions; false when the run takes none or somebody got in between. */
export async function stepOnce(id: string, limit: number, database: D1Database = env.DB): Promise<boolean> {
  const run = await runOf(id);
  if (run.status !== "running") return false;
  const book = run.kind === "undo" ? null : await pinnedPriceBook(env.DB, run.bookVersion);
  return (await takeStep(database, { run, book, nowMs: Date.now(), limit })) !== null;
}

/** A database whose batches go this way, and the rest as usual. */
function databaseWithBatch(batch: (statements: D1PreparedStatement[]) => Promise<unknown>): D1Database {
  return new Proxy(env.DB, {
    get: (database, name) => {
      if (name === "batch") return batch;
      const value: unknown = Reflect.get(database, name);
      return typeof value === "function" ? value.bind(database) : value;
    },
  });
}

/** A database that fails with its batch, before it takes place or after, as when the answer is lost. */
export function failingDatabase(when: "before" | "after"): D1Database {
  return databaseWithBatch(async (statements) => {
    if (when === "after") await env.DB.batch(statements);
    throw new Error("killed");
  });
}

/** A database in which something else happens between what is read and what is written. */
export function overtakenDatabase(happen: () => Promise<unknown>): D1Database {
  return databaseWithBatch(async (statements) => {
    await happen();
    return await env.DB.batch(statements);
  });
}
