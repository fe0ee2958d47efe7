import {
  type Db,
  deleteOldPriceBooks,
  insertPriceBook,
  insertPriceRates,
  insertPriceRevision,
  supersedePriceRates,
  upsertPriceModels,
  upsertPriceProviders,
  upsertPriceSource,
} from "@voygent/db";
import { PRICE_BOOK_FORMAT } from "@voygent/cost";
import { log, sha256Hex } from "@voygent/http";

import { PriceListRejected } from "../price-list-rejected.ts";
import { buildPriceBook } from "./build-price-book.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import { jsonChunks } from "./json-chunks.ts";

/** The book is one D1 value, of which 2 MB are allowed, and every isolate of the tracker holds it. */
const MAX_BOOK_BYTES = 1024 * 1024;
const BOOKS_KEPT = 3;
const BOOKS_KEPT_MS = 14 * 24 * 60 * 60 * 1000;

type Batch = Parameters<Db["batch"]>[0];
type Statement = Batch[number];
type SourceRow = Parameters<typeof upsertPriceSource>[1];

type PublishOptions = {
  source: SourceRow;
  diff: PriceListDiff;
  /** The version in force; null when there is none. */
  version: number | null;
  nowMs: number;
  /** Whether a book is published even if no row has changed, since its format has. */
  isNewFormat?: boolean;
  /** Statements that stand or fall with the publication. */
  also?: Statement[];
};

function rowStatements(db: Db, { diff, nowMs }: PublishOptions): Statement[] {
  return [
    ...jsonChunks(diff.providers).map((rows) => upsertPriceProviders(db, rows)),
    ...jsonChunks(diff.models).map((rows) => upsertPriceModels(db, rows)),
    ...jsonChunks(diff.supersededRateIds).map((ids) => supersedePriceRates(db, ids, nowMs)),
    ...jsonChunks(diff.rates).map((rows) => insertPriceRates(db, rows)),
  ];
}

async function bookStatements(db: Db, options: PublishOptions): Promise<Statement[]> {
  const version = (options.version ?? 0) + 1;
  const document = buildPriceBook(options.diff.next, version);
  const bytes = new TextEncoder().encode(document).length;
  log("info", { worker: "pricing-sync", event: "price-book", version, bytes });
  if (bytes > MAX_BOOK_BYTES)
    throw new PriceListRejected(`the price book would be larger than ${MAX_BOOK_BYTES} bytes`);
  const contentSha256 = await sha256Hex(document);
  return [
    insertPriceRevision(db, { revision: version, atMs: options.nowMs, cause: "list", actor: null }),
    insertPriceBook(db, {
      version,
      publishedAtMs: options.nowMs,
      format: PRICE_BOOK_FORMAT,
      contentSha256,
      document,
    }),
    deleteOldPriceBooks(db, { publishedBeforeMs: options.nowMs - BOOKS_KEPT_MS, kept: BOOKS_KEPT }),
  ];
}

/**
 * Writes what a list changed and publishes the next price book, all in one transaction. Without a change only the source
 * is written. It fails as a whole when another writer has published meanwhile, since the version is then taken.
 * @throws PriceListRejected when the book would be too large
 */
export async function publishPriceList(db: Db, options: PublishOptions): Promise<void> {
  const rows = rowStatements(db, options);
  const isUnchanged = rows.length === 0 && !(options.isNewFormat ?? false);
  const book = isUnchanged ? [] : await bookStatements(db, options);
  await db.batch([upsertPriceSource(db, options.source), ...book, ...rows, ...(options.also ?? [])]);
}
