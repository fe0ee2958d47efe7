import type { PriceFeedId, PriceSourceResult, PriceSyncRun } from "@voygent/contracts";
import {
  createDb,
  type Db,
  failPriceRunSources,
  finishPriceRun,
  insertPriceRunSource,
  markPriceSourceFailed,
  selectPriceRun,
  selectRunningPriceRun,
} from "@voygent/db";
import { AppError, describeError, log } from "@voygent/http";

import type { PriceWorkBindings } from "../../pricing-bindings.ts";
import { PRICE_SOURCES, priceSourceUrl } from "../../sources/price-sources.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { NOT_PUBLISHED, publishRun } from "./publish-run.ts";
import { RUN_DEAD_AFTER_MS } from "./start-run.ts";

type SyncOptions = {
  trigger: "cron" | "retry" | "manual";
  /** Who asks for it: the id of a key or `admin-token`; null when the clock does. */
  actor: string | null;
  /** All lists when absent. */
  sources?: PriceFeedId[] | undefined;
  isDryRun?: boolean;
  /** Whether an admin says that the lists may have lost many of their models. */
  acceptsShrunken?: boolean;
  /** The `provider/flavour` of usage extractors that an admin says may read otherwise what they read. */
  acceptedExtractors?: string[];
  nowMs: number;
};

type Finish = { startedAtMs: number; isPublished: boolean };

/** Whether this isolate is syncing: most calls at the same instant meet here, without a look at the database. */
const progress = { isRunning: false };

const inProgress = () => new AppError("run_in_progress", "another price sync is in progress");

function statusOf(results: PriceSourceResult[]): PriceSyncRun["status"] {
  const failed = results.filter(({ status }) => status === "failed" || status === "rejected");
  if (failed.length === 0) return "ok";
  return failed.length === results.length ? "failed" : "partial";
}

async function syncOne(env: PriceWorkBindings, options: SyncOptions, runId: string, source: PriceFeedId) {
  const { trigger, actor, nowMs, isDryRun = false, acceptsShrunken = false, acceptedExtractors = [] } = options;
  const accepted = { acceptsShrunken, acceptedExtractors };
  try {
    return await env.PRICE_WORK.syncSource({ source, runId, trigger, actor, isDryRun, ...accepted, nowMs });
  } catch (error) {
    log("error", { worker: "pricing-sync", event: "sync-broken", source, error: describeError(error) });
    const none = { models: 0, added: 0, changed: 0, quarantined: 0 };
    return { source, status: "failed" as const, ...none, reason: "the sync broke off" };
  }
}

/** Ends a run that any of its sources has recorded; those that brought nothing join it then. */
async function finish(db: Db, result: PriceSyncRun, { startedAtMs, isPublished }: Finish): Promise<void> {
  const run = { id: result.run_id, startedAtMs };
  const idle = result.sources.filter(({ status }) => status === "unchanged");
  await db.batch([
    finishPriceRun(db, { id: run.id, finishedAtMs: Date.now(), status: result.status }),
    ...idle.map((source) => insertPriceRunSource(db, describeOutcome(source, run, null))),
    ...(isPublished ? [] : [failPriceRunSources(db, run.id, NOT_PUBLISHED)]),
    ...(isPublished ? [] : result.sources.map(({ source }) => markPriceSourceFailed(db, source, startedAtMs))),
  ]);
}

async function syncAll(env: PriceWorkBindings, options: SyncOptions): Promise<PriceSyncRun> {
  const runId = crypto.randomUUID();
  const asked = PRICE_SOURCES.map(({ id }) => id).filter(
    (id) => (options.sources ?? [id]).includes(id) && priceSourceUrl(env, id) !== "",
  );
  const results: PriceSourceResult[] = [];
  for (const source of asked) results.push(await syncOne(env, options, runId, source));
  const read: PriceSyncRun = { run_id: runId, status: statusOf(results), sources: results };
  if (options.isDryRun) return read;
  const db = createDb(env.DB);
  const [recorded] = await selectPriceRun(db, runId);
  if (recorded === undefined) return read;
  const { isPublished, sources } = await publishRun(env, db, { results, nowMs: options.nowMs });
  const result: PriceSyncRun = { ...read, status: isPublished ? read.status : "failed", sources };
  await finish(db, result, { startedAtMs: options.nowMs, isPublished });
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
