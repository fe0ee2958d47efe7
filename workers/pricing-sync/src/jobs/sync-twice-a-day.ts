import { createDb, selectPriceSyncSince } from "@voygent/db";

import type { PricingBindings } from "../pricing-bindings.ts";
import { syncPrices } from "../services/sync-prices.ts";

/** Twelve hours less what the clock may be early, so that an hourly clock does not make it thirteen. */
const INTERVAL_MS = (12 * 60 - 5) * 60 * 1000;

/** Syncs the prices when that was last tried twelve hours ago. */
export async function syncTwiceADay(env: PricingBindings, nowMs: number): Promise<void> {
  const [recent] = await selectPriceSyncSince(createDb(env.DB), nowMs - INTERVAL_MS);
  if (recent === undefined || recent.startedAtMs === null) await syncPrices(env, { trigger: "cron", nowMs });
}
