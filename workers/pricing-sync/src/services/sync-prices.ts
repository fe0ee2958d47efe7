import type { PriceSyncRun } from "@voygent/contracts";
import { createDb, type Db, failDeadPriceRun, finishPriceRun, insertPriceRunSource, startPriceRun } from "@voygent/db";
import { AppError } from "@voygent/http";

import type { PricingBindings } from "../pricing-bindings.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { syncSource } from "./sync-source.ts";

/** A run takes seconds; one that began this long ago and has not ended was killed. */
const TAKE_OVER_AFTER_MS = 10 * 60 * 1000;

type SyncOptions = { trigger: "cron" | "manual"; isDryRun?: boolean; nowMs: number };

async function startRun(db: Db, { trigger, nowMs }: SyncOptions): Promise<string> {
  const id = crypto.randomUUID();
  const takeOverBeforeMs = nowMs - TAKE_OVER_AFTER_MS;
  const [, started] = await db.batch([
    failDeadPriceRun(db, { startedBeforeMs: takeOverBeforeMs, atMs: nowMs }),
    startPriceRun(db, { id, trigger, startedAtMs: nowMs, takeOverBeforeMs }),
  ]);
  if (started.meta.changes === 0) throw new AppError("run_in_progress", "another price sync is in progress");
  return id;
}

/**
 * Syncs the prices with their source. A dry run only says what would change and is not recorded.
 * @throws AppError `run_in_progress` while another run is going; one that was killed is taken over after ten minutes
 */
export async function syncPrices(env: PricingBindings, options: SyncOptions): Promise<PriceSyncRun> {
  const db = createDb(env.DB);
  const isDryRun = options.isDryRun ?? false;
  const runId = isDryRun ? crypto.randomUUID() : await startRun(db, options);
  const source = await syncSource(db, {
    url: env.PRICING_SOURCE_GENAI_PRICES_URL,
    isLocal: env.ENVIRONMENT === "local",
    isDryRun,
    nowMs: options.nowMs,
  });
  const status = source.status === "failed" || source.status === "rejected" ? "failed" : "ok";
  if (!isDryRun) {
    await db.batch([
      insertPriceRunSource(db, describeOutcome(source, { id: runId, startedAtMs: options.nowMs })),
      finishPriceRun(db, { id: runId, finishedAtMs: Date.now(), status }),
    ]);
  }
  return { run_id: runId, status, sources: [source] };
}
