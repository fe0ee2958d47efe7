import type { PriceSourceResult } from "@voygent/contracts";
import { type Db, insertPriceRun, insertPriceRunSource } from "@voygent/db";

import { shippedGenaiPrices } from "../sources/shipped-genai-prices.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { diffPriceList } from "./diff-price-list.ts";
import { publishPriceList } from "./publish-price-list.ts";

const SOURCE = "genai-prices";
const SHIPPED_URL = "npm:@pydantic/genai-prices";

/** Publishes the shipped prices where nothing is stored, and records that as a run. `version` is the one in force. */
export async function publishShippedPrices(db: Db, version: number | null, nowMs: number): Promise<void> {
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
  };
  const source = {
    id: SOURCE,
    url: SHIPPED_URL,
    etag: null,
    contentSha256: null,
    firstFetchedAtMs: null,
    fetchedAtMs: null,
    adapterVersion: 1,
  };
  await publishPriceList(db, {
    source: { ...source, modelCount: list.modelCount },
    diff,
    version,
    nowMs,
    also: [insertPriceRun(db, run), insertPriceRunSource(db, describeOutcome(result, run))],
  });
}
