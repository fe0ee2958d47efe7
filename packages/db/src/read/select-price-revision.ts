import { max } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceRevisions } from "../schema/prices.ts";

/** The latest revision of all prices; its `revision` is null when there is none. One row, the end of the key. */
export function selectPriceRevision(db: Db) {
  return db.select({ revision: max(priceRevisions.revision) }).from(priceRevisions);
}
