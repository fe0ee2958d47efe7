import { parsePriceBook, type PriceBook } from "@voygent/cost";
import { type Db, selectPriceBook, selectPriceBookVersion } from "@voygent/db";

import { ensurePriceBook } from "./ensure-price-book.ts";

/** The book of this isolate, parsed once per version; a version never changes. */
let held: PriceBook | null = null;

/**
 * The price book in force. One row is read unless it is a new one.
 * @throws TypeError when it is damaged
 */
export async function readPriceBook(db: Db, nowMs: number): Promise<PriceBook> {
  await ensurePriceBook(db, nowMs);
  const [current] = await selectPriceBookVersion(db);
  if (held !== null && held.version === current?.version) return held;
  const [row] = await selectPriceBook(db);
  if (row === undefined) throw new TypeError("there is no price book");
  held = parsePriceBook(row.document);
  return held;
}
