import type { PriceSourceResult } from "@voygent/contracts";
import { type Db, selectPriceSource } from "@voygent/db";
import { describeError, log, sha256Hex } from "@voygent/http";

import type { PriceList } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { PriceListUnavailable } from "../price-list-unavailable.ts";
import { readGenaiPrices } from "../sources/genai-prices.ts";
import { diffPriceList } from "./diff-price-list.ts";
import { ensurePriceBook } from "./ensure-price-book.ts";
import { fetchPriceList } from "./fetch-price-list.ts";
import { publishedPriceBook } from "./published-price-book.ts";
import { publishPriceList } from "./publish-price-list.ts";
import { readPriceListState } from "./read-price-list-state.ts";

const SOURCE = "genai-prices";

/** A list that lost more than this share of its models is taken for damaged. */
const MAX_SHRINK = 0.3;

export type SyncSourceOptions = { url: string; isLocal: boolean; isDryRun: boolean; nowMs: number; timeoutMs?: number };

type Counts = Pick<PriceSourceResult, "status" | "models" | "added" | "changed">;
type StoredSource = Awaited<ReturnType<typeof selectPriceSource>>[number];

function parseList(body: string, stored: StoredSource | undefined): PriceList {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new PriceListRejected("the body is not JSON");
  }
  const list = readGenaiPrices(value);
  const expected = stored?.modelCount ?? 0;
  if (list.modelCount < expected * (1 - MAX_SHRINK)) {
    throw new PriceListRejected(`the list shrank from ${expected} to ${list.modelCount} models`);
  }
  if (list.ignored.length > 0) {
    const examples = list.ignored.slice(0, 20).join(", ");
    log("info", { worker: "pricing-sync", event: "ignored-prices", count: list.ignored.length, examples });
  }
  return list;
}

/** What was last seen at the list; the shipped prices come first, so that a sync always builds on them. */
async function readSource(db: Db, nowMs: number): Promise<StoredSource | undefined> {
  const [stored] = await selectPriceSource(db, SOURCE);
  if (stored !== undefined) return stored;
  await ensurePriceBook(db, nowMs);
  const [shipped] = await selectPriceSource(db, SOURCE);
  return shipped;
}

async function readAndPublish(db: Db, options: SyncSourceOptions): Promise<Counts> {
  const { url, nowMs } = options;
  const stored = await readSource(db, nowMs);
  const unchanged: Counts = { status: "unchanged", models: stored?.modelCount ?? 0, added: 0, changed: 0 };
  const fetched = await fetchPriceList({ ...options, etag: stored?.url === url ? stored.etag : null });
  if (fetched.status === "unchanged") return unchanged;
  const contentSha256 = await sha256Hex(fetched.body);
  if (stored?.url === url && stored.contentSha256 === contentSha256) return unchanged;

  const list = parseList(fetched.body, stored);
  const version = (await publishedPriceBook(db))?.version ?? null;
  const state = await readPriceListState(db, SOURCE);
  const lastSeenAtMs = stored?.fetchedAtMs ?? nowMs;
  const diff = await diffPriceList({ source: SOURCE, state, list, nowMs, lastSeenAtMs });
  if (!options.isDryRun) {
    const seen = { url, etag: fetched.etag, contentSha256, fetchedAtMs: nowMs, adapterVersion: 1 };
    await publishPriceList(db, {
      source: { id: SOURCE, ...seen, firstFetchedAtMs: stored?.firstFetchedAtMs ?? nowMs, modelCount: list.modelCount },
      diff,
      version,
      nowMs,
    });
  }
  const isChanged = diff.providers.length + diff.models.length + diff.rates.length + diff.supersededRateIds.length > 0;
  const counts = { models: list.modelCount, added: diff.added, changed: diff.changed };
  return { status: isChanged ? "updated" : "unchanged", ...counts };
}

/**
 * Reads the published list of genai-prices and takes over what it changed. Whatever goes wrong with the list leaves the
 * stored prices as they are and is told in the result: `failed` when it could not be read, `rejected` when it must not be
 * taken over.
 */
export async function syncSource(db: Db, options: SyncSourceOptions): Promise<PriceSourceResult> {
  const quarantined = 0;
  try {
    return { source: SOURCE, ...(await readAndPublish(db, options)), quarantined };
  } catch (error) {
    const isRejected = error instanceof PriceListRejected;
    const isKnown = isRejected || error instanceof PriceListUnavailable;
    log("error", { worker: "pricing-sync", event: "sync-failed", source: SOURCE, error: describeError(error) });
    const reason = isKnown ? error.message : "the prices could not be stored";
    const status = isRejected ? "rejected" : "failed";
    return { source: SOURCE, status, models: 0, added: 0, changed: 0, quarantined, reason };
  }
}
