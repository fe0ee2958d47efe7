import type { Db } from "../db.ts";
import type {
  PriceAliasRow,
  PriceDiscountRow,
  PriceResourceRatesRow,
  PriceServiceRateRow,
} from "../read/select-price-settings.ts";
import { priceAliases, priceDiscounts, priceResourceRates, priceServiceRates } from "../schema/price-settings.ts";

/** Adds a discount; it is never changed afterwards but to be superseded. */
export const insertPriceDiscount = (db: Db, row: PriceDiscountRow) => db.insert(priceDiscounts).values(row);

/** Adds what a call of a service costs; it is never changed afterwards but to be superseded. */
export const insertPriceServiceRate = (db: Db, row: PriceServiceRateRow) => db.insert(priceServiceRates).values(row);

/** Adds resource rates; they are never changed afterwards but to be superseded. */
export const insertPriceResourceRates = (db: Db, row: PriceResourceRatesRow) =>
  db.insert(priceResourceRates).values(row);

/** Adds an own name; it is never changed afterwards but to be superseded. */
export const insertPriceAlias = (db: Db, row: PriceAliasRow) => db.insert(priceAliases).values(row);
