import { PRICE_BOOK_FORMAT } from "@voygent/cost";
import { createDb, type Db, deleteOldPriceBooks, insertPriceBook, selectPriceBookFormat } from "@voygent/db";
import { describeError, log, sha256Hex } from "@voygent/http";

import type { PriceWorkBindings } from "../../pricing-bindings.ts";
import { readPriceState } from "../sync/price-state.ts";
import { fitPriceBook } from "./fit-price-book.ts";

const LARGE_BOOK_BYTES = 768 * 1024;

/** Each has half a mebibyte or so, and every change of a price makes one. */
const NEWEST_BOOKS_KEPT = 8;

/** Re-pricing goes on with the book it began with, so that one stays that long. */
const NAMED_BOOKS_KEPT = 16;
const NAMED_BOOKS_KEPT_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Stores the price book of all prices, under the revision that it holds; another writer of the same revision has stored the
 * same book.
 * @throws RangeError when the book would be larger than 1 MiB
 */
export async function storeBook(db: Db, nowMs: number): Promise<{ version: number; bytes: number }> {
  const state = await readPriceState(db);
  const version = state.revision;
  const { document, bytes } = fitPriceBook(state, nowMs);
  log(bytes > LARGE_BOOK_BYTES ? "error" : "info", { worker: "pricing-sync", event: "price-book", version, bytes });
  const contentSha256 = await sha256Hex(document);
  await db.batch([
    insertPriceBook(db, { version, publishedAtMs: nowMs, format: PRICE_BOOK_FORMAT, contentSha256, document }),
    deleteOldPriceBooks(db, {
      sinceMs: nowMs - NAMED_BOOKS_KEPT_MS,
      newest: NEWEST_BOOKS_KEPT,
      named: NAMED_BOOKS_KEPT,
    }),
  ]);
  return { version, bytes };
}

/** Tells the owner of the stored costs; it looks by itself as well, so that it is no fault when it cannot be told. */
async function tellTracker(env: PriceWorkBindings, version: number): Promise<void> {
  try {
    await env.TRACKER?.pricesChanged(version);
  } catch (error) {
    log("error", { worker: "pricing-sync", event: "prices-changed", version, error: describeError(error) });
  }
}

/**
 * Publishes the price book of all prices and tells the tracker, whose unpriced interactions may now have a price.
 * @throws RangeError when the book would be larger than 1 MiB
 */
export async function publishBook(env: PriceWorkBindings, nowMs: number): Promise<{ version: number; bytes: number }> {
  const db = createDb(env.DB);
  const [before] = await selectPriceBookFormat(db);
  const published = await storeBook(db, nowMs);
  if (before?.version !== published.version) await tellTracker(env, published.version);
  return published;
}
