import type { PriceSourceResult } from "@voygent/contracts";
import { type Db, insertPriceRun, insertPriceRunSource, upsertPriceSource } from "@voygent/db";

import { genaiPrices } from "../../sources/genai-prices.ts";
import { shippedGenaiPrices } from "../../sources/shipped-genai-prices.ts";
import { applyPriceDiff } from "./apply-price-diff.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { diffPriceList } from "./diff-price-list.ts";
import { runDetail } from "./run-detail.ts";
import { readSourceState } from "./source-state.ts";

const SHIPPED_URL = "npm:@pydantic/genai-prices";

/** Takes over the shipped prices where nothing is stored of their list, and records that as a run. */
export async function takeShippedPrices(db: Db, nowMs: number): Promise<void> {
  const { id: source, version: adapterVersion } = genaiPrices;
  const list = await shippedGenaiPrices();
  const state = await readSourceState(db, source);
  const diff = await diffPriceList({
    source,
    state,
    providers: list.providers,
    nowMs,
    lastSeenAtMs: nowMs,
    recent: [],
    approvedAtMs: () => 0,
    isUnread: () => false,
    mayMove: true,
  });
  const result: PriceSourceResult = {
    source,
    status: "updated",
    models: list.modelCount,
    added: diff.added.length,
    changed: 0,
    quarantined: 0,
  };
  const run = { id: crypto.randomUUID(), trigger: "first-use", startedAtMs: nowMs, finishedAtMs: nowMs, status: "ok" };
  const unread = { etag: null, contentSha256: null, firstFetchedAtMs: null, fetchedAtMs: null, failedAtMs: null };
  await applyPriceDiff(db, {
    source,
    cause: "price.shipped",
    actor: null,
    revision: state.revision,
    diff,
    held: [],
    withdrawn: [],
    nowMs,
    also: [
      upsertPriceSource(db, { id: source, url: SHIPPED_URL, ...unread, adapterVersion, modelCount: list.modelCount }),
      insertPriceRun(db, run),
      insertPriceRunSource(db, describeOutcome(result, run, runDetail(list, diff))),
    ],
  });
}
