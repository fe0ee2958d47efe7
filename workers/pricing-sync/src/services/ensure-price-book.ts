import type { PriceSourceResult } from "@voygent/contracts";
import { type Db, insertPriceRun } from "@voygent/db";

import { shippedGenaiPrices } from "../sources/shipped-genai-prices.ts";
import { diffPriceList } from "./diff-price-list.ts";
import { priceBookVersion } from "./price-book-version.ts";
import { publishPriceList } from "./publish-price-list.ts";

const SOURCE = "genai-prices";
const SHIPPED_URL = "npm:@pydantic/genai-prices";

async function publishShippedPrices(db: Db, nowMs: number): Promise<void> {
  const list = await shippedGenaiPrices();
  const state = { providers: [], models: [], rates: [] };
  const diff = await diffPriceList({ source: SOURCE, state, list, nowMs, lastSeenAtMs: nowMs });
  const result: PriceSourceResult = {
    source: SOURCE,
    status: "updated",
    models: list.modelCount,
    added: diff.added,
    changed: 0,
    quarantined: 0,
  };
  const run = {
    id: crypto.randomUUID(),
    trigger: "first-use",
    startedAtMs: nowMs,
    finishedAtMs: nowMs,
    status: "ok",
    sources: JSON.stringify([result]),
  };
  const source = { id: SOURCE, url: SHIPPED_URL, etag: null, contentSha256: null, fetchedAtMs: null };
  await publishPriceList(db, {
    source: { ...source, modelCount: list.modelCount },
    diff,
    version: null,
    nowMs,
    also: [insertPriceRun(db, run)],
  });
}

/**
 * Publishes the shipped prices when there is no price book yet, so that everything is priced without a network. Calls at
 * the same instant publish once: the version is a key, and the batch that finds it taken leaves nothing behind.
 */
export async function ensurePriceBook(db: Db, nowMs: number): Promise<void> {
  if ((await priceBookVersion(db)) !== null) return;
  try {
    await publishShippedPrices(db, nowMs);
  } catch (error) {
    if ((await priceBookVersion(db)) === null) throw error;
  }
}
