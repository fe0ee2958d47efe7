import type { PriceSourceResult } from "@voygent/contracts";
import {
  createDb,
  type Db,
  insertAuditEntry,
  insertPriceRunSource,
  insertPriceUnknownKeys,
  markPriceSourceFailed,
  type PriceSourceRow,
  selectPriceSource,
  selectRecentPriceRates,
  upsertPriceSource,
} from "@voygent/db";
import { describeError, log, sha256Hex } from "@voygent/http";

import type { PriceList, PriceSource } from "../../price-list.ts";
import { PriceListRejected } from "../../price-list-rejected.ts";
import { PriceListUnavailable } from "../../price-list-unavailable.ts";
import type { SyncSourceRequest } from "../../price-work.ts";
import type { PriceWorkBindings } from "../../pricing-bindings.ts";
import { PRICE_SOURCES, priceSourceUrl } from "../../sources/price-sources.ts";
import { applyPriceDiff, type Statement } from "./apply-price-diff.ts";
import { checkList } from "./check-list.ts";
import { describeOutcome } from "./describe-outcome.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import { ensurePriceBook } from "../book/ensure-price-book.ts";
import { isTakenRevision } from "../is-taken-revision.ts";
import { fetchPriceList } from "./fetch-price-list.ts";
import { heldChanges, readKnownHeld } from "./held-changes.ts";
import { keptExtractorsReason } from "./kept-extractors-reason.ts";
import { noteRecovery } from "./note-recovery.ts";
import { parsePriceList } from "./parse-price-list.ts";
import { REMEMBERED_MS } from "./rate-history.ts";
import { runDetail } from "./run-detail.ts";
import { planChange } from "./plan-change.ts";
import { readPriceState } from "./price-state.ts";
import { isShrunkenReason } from "./shrunken-list.ts";
import { startRun } from "./start-run.ts";
import { syncAuditEntry } from "./sync-audit-entry.ts";

/** How often a list is taken over anew when others change prices at the same instant. */
const MAX_ROUNDS = 3;

type Context = {
  db: Db;
  source: PriceSource;
  url: string;
  stored: PriceSourceRow | undefined;
  request: SyncSourceRequest;
};

/** What was last seen at the list; the shipped prices come first, so that every sync builds on them. */
async function readStored(db: Db, source: PriceSource, nowMs: number): Promise<PriceSourceRow | undefined> {
  const [stored] = await selectPriceSource(db, source.id);
  if (stored !== undefined || source.id !== "genai-prices") return stored;
  await ensurePriceBook(db, nowMs);
  const [shipped] = await selectPriceSource(db, source.id);
  return shipped;
}

async function unchanged({ db, source, request }: Context, stored: PriceSourceRow): Promise<PriceSourceResult> {
  const counts = { models: stored.modelCount, added: 0, changed: 0, quarantined: 0 };
  const result: PriceSourceResult = { source: source.id, status: "unchanged", ...counts };
  await noteRecovery(db, stored, { request, result });
  return result;
}

function countedResult(
  list: PriceList,
  diff: PriceListDiff,
  { pending, ...held }: { pending: number; rows: unknown[]; withdrawn: string[] },
  { source }: Context,
): PriceSourceResult {
  const changedModels = new Set(
    diff.changes
      .filter(({ before }) => before !== undefined)
      .map(({ provider, model }) => JSON.stringify([provider, model])),
  );
  const { providers, models, written, superseded } = diff;
  const changed = [providers, models, written, superseded, held.rows, held.withdrawn];
  const reason = keptExtractorsReason(list.skipped);
  return {
    source: source.id,
    // What waits since an earlier run is told each time, and is no change.
    status: changed.some((rows) => rows.length > 0) ? "updated" : "unchanged",
    models: list.modelCount,
    added: diff.added.length,
    changed: changedModels.size,
    quarantined: pending,
    vanished: diff.vanished.length,
    skipped: list.skipped.length,
    ...(reason !== undefined && { reason }),
  };
}

async function tellUnknownKeys(db: Db, { source, request }: Context, keys: PriceList["unknownKeys"]): Promise<void> {
  if (keys.length === 0) return;
  const added = await insertPriceUnknownKeys(db, { source: source.id, keys, atMs: request.nowMs });
  if (added.length === 0) return;
  const told = added.map(({ key, example }) => `${key} (${example})`).join(", ");
  log("info", { worker: "pricing-sync", event: "unknown-price-keys", source: source.id, keys: told });
}

type Seen = Pick<PriceSourceRow, "etag" | "contentSha256">;

/** What stands of the source once its list is taken over, to be stored with the change. */
function seenStatements(context: Context, list: PriceList, seen: Seen): Statement[] {
  const { db, source, url, stored, request } = context;
  const { nowMs } = request;
  const counted = { firstFetchedAtMs: stored?.firstFetchedAtMs ?? nowMs, fetchedAtMs: nowMs, failedAtMs: null };
  const { version: adapterVersion } = source;
  const { modelCount } = list;
  return [upsertPriceSource(db, { id: source.id, url, ...seen, ...counted, adapterVersion, modelCount })];
}

async function takeOverOnce(context: Context, listed: PriceList, seen: Seen): Promise<PriceSourceResult> {
  const { db, source, stored, request } = context;
  const { nowMs, runId, acceptedExtractors } = request;
  const prices = await readPriceState(db);
  if (!request.acceptsShrunken) checkList(listed, prices.lists[source.id].models, nowMs);
  const known = await readKnownHeld(db, source.id);
  const recent = await selectRecentPriceRates(db, source.id, nowMs - REMEMBERED_MS);
  const lastSeenAtMs = stored?.fetchedAtMs ?? nowMs;
  const planned = { source: source.id, prices, recent, known, acceptedExtractors, nowMs, lastSeenAtMs };
  const { diff, list } = await planChange(listed, planned);
  const held = await heldChanges(diff.held, known, { runId, nowMs });
  const result = countedResult(list, diff, held, context);
  if (request.isDryRun) return result;
  const told = syncAuditEntry(request, result);
  await startRun(db, request);
  await applyPriceDiff(db, {
    source: source.id,
    cause: "price.synced",
    actor: request.actor,
    revision: prices.revision,
    diff,
    held: held.rows,
    withdrawn: held.withdrawn,
    nowMs,
    also: [
      ...seenStatements(context, list, seen),
      insertPriceRunSource(db, describeOutcome(result, { id: runId, startedAtMs: nowMs }, runDetail(list, diff))),
      ...(told === null ? [] : [insertAuditEntry(db, told)]),
    ],
  });
  return result;
}

/** Takes a list over, once more on what is stored then when an own price was set at the same instant. */
async function takeOver(context: Context, list: PriceList, seen: Seen): Promise<PriceSourceResult> {
  for (let round = 1; ; round += 1) {
    try {
      const result = await takeOverOnce(context, list, seen);
      if (!context.request.isDryRun) await tellUnknownKeys(context.db, context, list.unknownKeys);
      return result;
    } catch (error) {
      if (round === MAX_ROUNDS || !isTakenRevision(error)) throw error;
    }
  }
}

async function readAndTakeOver(context: Context, isLocal: boolean): Promise<PriceSourceResult> {
  const { source, url, stored, request } = context;
  const isRead = stored?.url === url && stored.adapterVersion === source.version;
  const known = isRead && request.acceptedExtractors.length === 0 ? stored : null;
  const fetched = await fetchPriceList({ url, isLocal, etag: known?.etag ?? null });
  if (known !== null && fetched.status === "unchanged") return await unchanged(context, known);
  if (fetched.status === "unchanged") throw new PriceListUnavailable("the price list answered 304 unasked");
  const contentSha256 = await sha256Hex(fetched.body);
  if (known?.contentSha256 === contentSha256) return await unchanged(context, known);
  const list = source.read(parsePriceList(fetched.body));
  return await takeOver(context, list, { etag: fetched.etag, contentSha256 });
}

function failure(source: PriceSource, error: unknown): PriceSourceResult {
  const isRejected = error instanceof PriceListRejected;
  const isKnown = isRejected || error instanceof PriceListUnavailable;
  log("error", { worker: "pricing-sync", event: "sync-failed", source: source.id, error: describeError(error) });
  return {
    source: source.id,
    status: isRejected ? "rejected" : "failed",
    models: 0,
    added: 0,
    changed: 0,
    quarantined: 0,
    reason: isKnown ? error.message : "the prices could not be stored",
    ...(isRejected && isShrunkenReason(error.message) && { is_shrunken: true }),
  };
}

/**
 * Reads one published price list and takes over what it changed. Whatever goes wrong with the list leaves the stored prices
 * as they are and is told in the result, and in the record of the run: `failed` when it could not be read, `rejected` when it
 * must not be taken over. A list that has not changed writes nothing at all, and reads one row.
 */
export async function syncSource(env: PriceWorkBindings, request: SyncSourceRequest): Promise<PriceSourceResult> {
  const db = createDb(env.DB);
  const source = PRICE_SOURCES.find(({ id }) => id === request.source);
  if (source === undefined) throw new TypeError(`no price source is called ${request.source}`);
  try {
    const stored = await readStored(db, source, request.nowMs);
    const context = { db, source, url: priceSourceUrl(env, source.id), stored, request };
    return await readAndTakeOver(context, env.ENVIRONMENT === "local");
  } catch (error) {
    const result = failure(source, error);
    if (!request.isDryRun) {
      await startRun(db, request);
      const run = { id: request.runId, startedAtMs: request.nowMs };
      await db.batch([
        insertPriceRunSource(db, describeOutcome(result, run, null)),
        markPriceSourceFailed(db, source.id, request.nowMs),
      ]);
    }
    return result;
  }
}
