import { createDb, selectPriceSyncSince } from "@voygent/db";

import type { PriceWorkBindings } from "../pricing-bindings.ts";
import { syncPrices } from "../services/sync/sync-prices.ts";

/** Twelve hours less what the clock may be early, so that an hourly clock does not make it thirteen. */
const INTERVAL_MS = (12 * 60 - 5) * 60 * 1000;

/** When an isolate last tried: a run that brings nothing leaves no other trace. */
export type LastTry = { atMs: number };

const lastTryHere: LastTry = { atMs: 0 };

/**
 * Syncs the prices when that was last tried twelve hours ago, as far as this isolate and the recorded runs know; false when it
 * was not. Runs that only asked failed lists again do not count.
 */
export async function syncTwiceADay(
  env: PriceWorkBindings,
  nowMs: number,
  lastTry: LastTry = lastTryHere,
): Promise<boolean> {
  const sinceMs = nowMs - INTERVAL_MS;
  if (lastTry.atMs >= sinceMs) return false;
  const [recent] = await selectPriceSyncSince(createDb(env.DB), sinceMs);
  if (recent?.startedAtMs) return false;
  lastTry.atMs = nowMs;
  await syncPrices(env, { trigger: "cron", actor: null, nowMs });
  return true;
}
