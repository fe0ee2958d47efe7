import { parsePriceBook, type PriceBook } from "@voygent/cost";
import { createDb, selectPriceBookOfVersion } from "@voygent/db";

/** The book that a run last asked for: a run takes many steps with the same one. */
let held: { version: number; book: PriceBook } | null = null;

/** The price book of this version; null once it is no longer kept. */
export async function pinnedPriceBook(database: D1Database, version: number): Promise<PriceBook | null> {
  if (held?.version === version) return held.book;
  const [stored] = await selectPriceBookOfVersion(createDb(database), version);
  if (stored === undefined) return null;
  held = { version, book: parsePriceBook(stored.document) };
  return held.book;
}
