import type { PriceFeedId } from "@voygent/contracts";
import { createDb, type Db, selectTriesOfSource } from "@voygent/db";

import type { PriceWorkBindings } from "../pricing-bindings.ts";
import { PRICE_SOURCES, priceSourceUrl } from "../sources/price-sources.ts";
import { syncPrices } from "../services/sync/sync-prices.ts";

const HOUR_MS = 60 * 60 * 1000;

/** How long a list is left alone after so many failures in a row; more of them change nothing. */
const WAITS_MS = [1, 2, 4, 8, 12].map((hours) => hours * HOUR_MS);

/** What the clock may be early, so that an hour does not become two. */
const EARLY_MS = HOUR_MS / 12;

/** Whether a list failed when it was last asked, and long enough ago to ask it again. */
async function isDue(db: Db, source: PriceFeedId, nowMs: number): Promise<boolean> {
  const tries = await selectTriesOfSource(db, source, WAITS_MS.length);
  const sound = tries.findIndex(({ status }) => status !== "failed" && status !== "rejected");
  const wait = WAITS_MS[(sound === -1 ? tries.length : sound) - 1];
  const [last] = tries;
  return wait !== undefined && last !== undefined && nowMs - last.startedAtMs >= wait - EARLY_MS;
}

/**
 * Asks the lists again that failed or were refused when they were last asked: after one hour, then after 2, 4, 8 and 12. Reads
 * five rows of each list at most.
 */
export async function retryFailedLists(env: PriceWorkBindings, nowMs: number): Promise<void> {
  const db = createDb(env.DB);
  const due: PriceFeedId[] = [];
  for (const { id } of PRICE_SOURCES) {
    if (priceSourceUrl(env, id) !== "" && (await isDue(db, id, nowMs))) due.push(id);
  }
  if (due.length > 0) await syncPrices(env, { trigger: "retry", actor: null, sources: due, nowMs });
}
