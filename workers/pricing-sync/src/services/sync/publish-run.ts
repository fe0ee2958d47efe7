import type { PriceSourceResult } from "@voygent/contracts";
import { PRICE_BOOK_FORMAT } from "@voygent/cost";
import { type Db, selectPriceBookFormat, selectPriceRevision } from "@voygent/db";
import { describeError, log } from "@voygent/http";

import type { PriceWorkBindings } from "../../pricing-bindings.ts";

/** What an admin is told of lists that were taken over and are not charged. */
export const NOT_PUBLISHED = "the prices are stored, but could not be published: those before them are still charged";

async function isPublished(db: Db): Promise<boolean> {
  const [[book], [latest]] = await db.batch([selectPriceBookFormat(db), selectPriceRevision(db)]);
  return book !== undefined && book.version >= (latest?.revision ?? 0) && book.format >= PRICE_BOOK_FORMAT;
}

function unpublished(results: PriceSourceResult[]): PriceSourceResult[] {
  const isUpdated = results.some(({ status }) => status === "updated");
  return results.map((result) =>
    result.status === (isUpdated ? "updated" : "unchanged")
      ? { ...result, status: "failed", reason: NOT_PUBLISHED }
      : result,
  );
}

/**
 * Publishes one price book of what the lists of a run brought, or of what an earlier run left unpublished. When that fails,
 * the book before it stays in force and the lists are told as failed.
 */
export async function publishRun(
  env: PriceWorkBindings,
  db: Db,
  { results, nowMs }: { results: PriceSourceResult[]; nowMs: number },
): Promise<{ isPublished: boolean; sources: PriceSourceResult[] }> {
  try {
    const isUpdated = results.some(({ status }) => status === "updated");
    if (isUpdated || !(await isPublished(db))) await env.PRICE_WORK.publishBook(nowMs);
    return { isPublished: true, sources: results };
  } catch (error) {
    log("error", { worker: "pricing-sync", event: "price-book-unpublished", error: describeError(error) });
    return { isPublished: false, sources: unpublished(results) };
  }
}
