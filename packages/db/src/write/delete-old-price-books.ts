import { and, gte, inArray, lt, notInArray, or, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceBooks } from "../schema/price-books.ts";
import { repriceRuns } from "../schema/usage.ts";

/** Runs that may go on with the book that they began with. */
const MAY_GO_ON = ["running", "paused", "failed"];

/**
 * Removes all price books but the newest `newest`, and, of those published since an instant, the newest `named` that runs
 * may still go on with. By primary key and `reprice_runs_created_at_ms_idx`.
 */
export function deleteOldPriceBooks(
  db: Db,
  { sinceMs, newest, named }: { sinceMs: number; newest: number; named: number },
) {
  const { version, publishedAtMs } = priceBooks;
  const oldestKept = sql`(SELECT min(version) FROM
    (SELECT ${version} AS version FROM ${priceBooks} ORDER BY ${version} DESC LIMIT ${newest}))`;
  const namedVersions = db
    .selectDistinct({ version: repriceRuns.bookVersion })
    .from(repriceRuns)
    .where(and(gte(repriceRuns.createdAtMs, sinceMs), inArray(repriceRuns.status, MAY_GO_ON)))
    .orderBy(sql`${repriceRuns.bookVersion} DESC`)
    .limit(named);
  const isForgotten = or(lt(publishedAtMs, sinceMs), notInArray(version, namedVersions));
  return db.delete(priceBooks).where(and(lt(version, oldestKept), isForgotten));
}
