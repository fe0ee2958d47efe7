import type { PriceFeedId, PriceSourceResult, PriceSyncRun } from "@voygent/contracts";
import {
  createDb,
  type Db,
  finishPriceRun,
  insertPriceRunSource,
  selectPriceRun,
  selectRunningPriceRun,
} from "@voygent/db";
import { AppError, describeError, log } from "@voygent/http";

import type { PriceWorkBindings } from "../../pricing-bindings.ts";
import { PRICE_SOURCES, priceSourceUrl } from "../../sources/price-sources.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { RUN_DEAD_AFTER_MS } from "./start-run.ts";

type SyncOptions = {
  trigger: "cron" | "manual";
  /** Who asks for it: the id of a key or `admin-token`; null when the clock does. */
  actor: string | null;
  /** All lists when absent. */
  sources?: PriceFeedId[] | undefined;
  isDryRun?: boolean;
  nowMs: number;
};

/** Whether this isolate is syncing: most calls at the same instant meet here, without a look at the database. */
const progress = { isRunning: false };

const inProgress = () => new AppError("run_in_progress", "another price sync is in progress");

function statusOf(results: PriceSourceResult[]): PriceSyncRun["status"] {
  const failed = results.filter(({ status }) => status === "failed" || status === "rejected");
  if (failed.length === 0) return "ok";
  return failed.length === results.length ? "failed" : "partial";
}

async function syncOne(env: PriceWorkBindings, options: SyncOptions, runId: string, source: PriceFeedId) {
  const { trigger, actor, nowMs, isDryRun = false } = options;
  try {
    return await env.PRICE_WORK.syncSource({ source, runId, trigger, actor, isDryRun, nowMs });
  } catch (error) {
    log("error", { worker: "pricing-sync", event: "sync-broken", source, error: describeError(error) });
    const none = { models: 0, added: 0, changed: 0, quarantined: 0 };
    return { source, status: "failed" as const, ...none, reason: "the sync broke off" };
  }
}

/** Ends the run if any of its sources has recorded it: those that brought nothing join it then. */
async function finish(db: Db, result: PriceSyncRun, startedAtMs: number): Promise<void> {
  const run = { id: result.run_id, startedAtMs };
  const [recorded] = await selectPriceRun(db, run.id);
  if (recorded === undefined) return;
  const idle = result.sources.filter(({ status }) => status === "unchanged");
  await db.batch([
    finishPriceRun(db, { id: run.id, finishedAtMs: Date.now(), status: result.status }),
    ...idle.map((source) => insertPriceRunSource(db, describeOutcome(source, run, null))),
  ]);
}

async function syncAll(env: PriceWorkBindings, options: SyncOptions): Promise<PriceSyncRun> {
  const runId = crypto.randomUUID();
  const asked = PRICE_SOURCES.map(({ id }) => id).filter(
    (id) => (options.sources ?? [id]).includes(id) && priceSourceUrl(env, id) !== "",
  );
  const sources: PriceSourceResult[] = [];
  for (const source of asked) sources.push(await syncOne(env, options, runId, source));
  const result: PriceSyncRun = { run_id: runId, status: statusOf(sources), sources };
  if (options.isDryRun) return result;
  if (sources.some(({ status }) => status === "updated")) await env.PRICE_WORK.publishBook(options.nowMs);
  await finish(createDb(env.DB), result, options.nowMs);
  return result;
}

/**
 * Syncs the prices with their lists, one after the other, each in an invocation of its own, and publishes one price book of
 * what they brought. A run that brought nothing is not recorded, nor is a dry run, which only says what would change.
 * @throws AppError `run_in_progress` while another run is going; one that was killed is taken over after ten minutes
 */
export async function syncPrices(env: PriceWorkBindings, options: SyncOptions): Promise<PriceSyncRun> {
  if (progress.isRunning) throw inProgress();
  progress.isRunning = true;
  try {
    const [running] = await selectRunningPriceRun(createDb(env.DB), options.nowMs - RUN_DEAD_AFTER_MS);
    if (running !== undefined) throw inProgress();
    return await syncAll(env, options);
  } finally {
    progress.isRunning = false;
  }
}
