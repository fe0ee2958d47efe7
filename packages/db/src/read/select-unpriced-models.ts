import { asc, count, desc, getTableColumns, lt } from "drizzle-orm";

import type { Db } from "../db.ts";
import { unpricedModels } from "../schema/usage.ts";

/** How many interactions of a model have no price. */
export type UnpricedModelRow = typeof unpricedModels.$inferSelect;

/** The models without a price, most interactions first. Reads the whole table, one row per model. */
export function selectUnpricedModels(db: Db, limit: number) {
  const { triedBookVersion: _tried, ...columns } = getTableColumns(unpricedModels);
  const { interactionCount, provider, model } = columns;
  return db
    .select(columns)
    .from(unpricedModels)
    .orderBy(desc(interactionCount), asc(provider), asc(model))
    .limit(limit);
}

/** How many models have no price. Reads the whole table. */
export function countUnpricedModels(db: Db) {
  return db.select({ count: count() }).from(unpricedModels);
}

/** Models that have not been tried with the price book of this version. Reads the whole table. */
export function selectUntriedModels(db: Db, bookVersion: number, limit: number) {
  return db.select().from(unpricedModels).where(lt(unpricedModels.triedBookVersion, bookVersion)).limit(limit);
}
