import { and, asc, eq, isNull } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceModels, priceProviders, priceRates } from "../schema/prices.ts";

/** One row of `price_providers`. */
export type PriceProviderRow = typeof priceProviders.$inferSelect;

/** One row of `price_models`. */
export type PriceModelRow = typeof priceModels.$inferSelect;

/** One row of `price_rates`. */
export type PriceRateRow = typeof priceRates.$inferSelect;

/** Every provider of a source, in its order. By primary key. */
export function selectPriceProviders(db: Db, source: string) {
  return db
    .select()
    .from(priceProviders)
    .where(eq(priceProviders.source, source))
    .orderBy(asc(priceProviders.position), asc(priceProviders.provider));
}

/** Every model of a source, in its order within its provider. By primary key. */
export function selectPriceModels(db: Db, source: string) {
  return db
    .select()
    .from(priceModels)
    .where(eq(priceModels.source, source))
    .orderBy(asc(priceModels.provider), asc(priceModels.position), asc(priceModels.model));
}

/** Every rate of a source that no later one has superseded, oldest entry first. Walks the source's part of the index. */
export function selectCurrentPriceRates(db: Db, source: string) {
  return db
    .select()
    .from(priceRates)
    .where(and(eq(priceRates.source, source), isNull(priceRates.supersededAtMs)))
    .orderBy(asc(priceRates.provider), asc(priceRates.model), asc(priceRates.position));
}
