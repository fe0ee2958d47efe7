import { and, lt, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceBooks } from "../schema/prices.ts";

/** Removes the price books that were published before an instant, but for the newest `kept`. By primary key. */
export function deleteOldPriceBooks(db: Db, { publishedBeforeMs, kept }: { publishedBeforeMs: number; kept: number }) {
  const { version } = priceBooks;
  const oldestKept = sql`(SELECT min(version) FROM
    (SELECT ${version} AS version FROM ${priceBooks} ORDER BY ${version} DESC LIMIT ${kept}))`;
  return db.delete(priceBooks).where(and(lt(priceBooks.publishedAtMs, publishedBeforeMs), lt(version, oldestKept)));
}
