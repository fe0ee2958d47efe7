import { PRICE_BOOK_FORMAT } from "@voygent/cost";
import {
  type Db,
  insertPriceRevision,
  selectPriceBookFormat,
  selectPriceRevision,
  selectPriceSource,
} from "@voygent/db";
import { describeError, log } from "@voygent/http";

import { storeBook } from "./publish-book.ts";
import { takeShippedPrices } from "../sync/take-shipped-prices.ts";

const DEFAULT_LIST = "genai-prices";

async function readVersions(db: Db) {
  const [[book], [latest]] = await db.batch([selectPriceBookFormat(db), selectPriceRevision(db)]);
  return { version: book?.version ?? null, format: book?.format ?? 0, revision: latest?.revision ?? 0 };
}

type Versions = Awaited<ReturnType<typeof readVersions>>;

const isCurrent = ({ version, format, revision }: Versions) =>
  version !== null && version >= revision && format >= PRICE_BOOK_FORMAT;

/** Puts behind a revision what is missing: the shipped prices, or the book in the format of today. */
async function prepare(db: Db, { version, revision }: Versions, nowMs: number): Promise<void> {
  const [stored] = await selectPriceSource(db, DEFAULT_LIST);
  if (stored === undefined) await takeShippedPrices(db, nowMs);
  else if (version !== null && version >= revision) {
    await insertPriceRevision(db, { revision: version + 1, atMs: nowMs, cause: "price.book_format", actor: null });
  }
}

/** Puts the book of all prices in force; what failed here lately is not tried again at every call. */
async function publish(db: Db, versions: Versions, nowMs: number): Promise<void> {
  try {
    await prepare(db, versions, nowMs);
  } catch (error) {
    // Another call has taken the revision; the book of it is built below, whoever is first.
    if ((await readVersions(db)).revision <= versions.revision) throw error;
  }
  await storeBook(db, nowMs);
}

const RETRY_AFTER_MS = 60_000;

/** The revision of which this isolate could not publish a book, and when it tried. */
let failed = { revision: -1, atMs: 0 };

/**
 * Publishes a price book unless the one in force holds all that is stored: the shipped prices when nothing is, so that
 * everything is priced without a network, and what a run that broke off left unpublished. Calls at the same instant publish
 * once: a revision is a key, and the batch that finds it taken leaves nothing behind. When it cannot be published, the book
 * before it stays in force, if it can be read. Reads two rows when all is well.
 */
export async function ensurePriceBook(db: Db, nowMs: number): Promise<void> {
  const versions = await readVersions(db);
  if (isCurrent(versions)) return;
  if (failed.revision === versions.revision && nowMs - failed.atMs < RETRY_AFTER_MS) return;
  try {
    await publish(db, versions, nowMs);
  } catch (error) {
    if (versions.version === null || versions.format < PRICE_BOOK_FORMAT) throw error;
    failed = { revision: versions.revision, atMs: nowMs };
    log("error", { worker: "pricing-sync", event: "price-book-unpublished", error: describeError(error) });
  }
}
