import { asc, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceAliases, priceDiscounts, priceResourceRates, priceServiceRates } from "../schema/price-settings.ts";
import { OPEN_MS } from "../schema/prices.ts";

/** One row of `price_discounts`. */
export type PriceDiscountRow = typeof priceDiscounts.$inferSelect;

/** One row of `price_service_rates`. */
export type PriceServiceRateRow = typeof priceServiceRates.$inferSelect;

/** One row of `price_resource_rates`. */
export type PriceResourceRatesRow = typeof priceResourceRates.$inferSelect;

/** One row of `price_aliases`. */
export type PriceAliasRow = typeof priceAliases.$inferSelect;

/** All discounts that are not superseded, past and future ones too, by provider and time. A range of the index. */
export function selectPriceDiscounts(db: Db) {
  return db
    .select()
    .from(priceDiscounts)
    .where(eq(priceDiscounts.supersededAtMs, OPEN_MS))
    .orderBy(asc(priceDiscounts.provider), asc(priceDiscounts.effectiveFromMs));
}

/** All service rates that are not superseded, past and future ones too, by service and time. A range of the index. */
export function selectPriceServiceRates(db: Db) {
  return db
    .select()
    .from(priceServiceRates)
    .where(eq(priceServiceRates.supersededAtMs, OPEN_MS))
    .orderBy(asc(priceServiceRates.service), asc(priceServiceRates.effectiveFromMs));
}

/** All resource rates that are not superseded, past and future ones too, by time. A range of the index. */
export function selectPriceResourceRates(db: Db) {
  return db
    .select()
    .from(priceResourceRates)
    .where(eq(priceResourceRates.supersededAtMs, OPEN_MS))
    .orderBy(asc(priceResourceRates.effectiveFromMs));
}

/** All own names that are not superseded, by provider and name. A range of the index. */
export function selectPriceAliases(db: Db) {
  return db
    .select()
    .from(priceAliases)
    .where(eq(priceAliases.supersededAtMs, OPEN_MS))
    .orderBy(asc(priceAliases.provider), asc(priceAliases.alias));
}
