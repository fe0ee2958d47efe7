import { PRICE_BOOK_FORMAT } from "@voygent/cost";
import { type Db, selectPriceSource } from "@voygent/db";

import { publishedPriceBook } from "./published-price-book.ts";
import { publishShippedPrices } from "./publish-shipped-prices.ts";
import { republishStoredPrices } from "./republish-stored-prices.ts";

const SOURCE = "genai-prices";

async function hasCurrentBook(db: Db): Promise<boolean> {
  const published = await publishedPriceBook(db);
  return published !== null && published.format >= PRICE_BOOK_FORMAT;
}

async function publish(db: Db, nowMs: number): Promise<void> {
  const version = (await publishedPriceBook(db))?.version ?? null;
  const [source] = await selectPriceSource(db, SOURCE);
  if (version === null || source === undefined) await publishShippedPrices(db, version, nowMs);
  else await republishStoredPrices(db, { source, version, nowMs });
}

/**
 * Publishes the shipped prices when there is no price book yet, so that everything is priced without a network, and the
 * stored prices when the book has an earlier format. Calls at the same instant publish once: the version is a key, and
 * the batch that finds it taken leaves nothing behind.
 */
export async function ensurePriceBook(db: Db, nowMs: number): Promise<void> {
  if (await hasCurrentBook(db)) return;
  try {
    await publish(db, nowMs);
  } catch (error) {
    if (!(await hasCurrentBook(db))) throw error;
  }
}
