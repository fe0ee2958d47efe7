import { inArray } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceAliases, priceDiscounts, priceResourceRates, priceServiceRates } from "../schema/price-settings.ts";

/** Marks discounts as no longer believed. By primary key. */
export const supersedePriceDiscounts = (db: Db, ids: string[], supersededAtMs: number) =>
  db.update(priceDiscounts).set({ supersededAtMs }).where(inArray(priceDiscounts.id, ids));

/** Marks service rates as no longer believed. By primary key. */
export const supersedePriceServiceRates = (db: Db, ids: string[], supersededAtMs: number) =>
  db.update(priceServiceRates).set({ supersededAtMs }).where(inArray(priceServiceRates.id, ids));

/** Marks resource rates as no longer believed. By primary key. */
export const supersedePriceResourceRates = (db: Db, ids: string[], supersededAtMs: number) =>
  db.update(priceResourceRates).set({ supersededAtMs }).where(inArray(priceResourceRates.id, ids));

/** Marks own names as no longer used. By primary key. */
export const supersedePriceAliases = (db: Db, ids: string[], supersededAtMs: number) =>
  db.update(priceAliases).set({ supersededAtMs }).where(inArray(priceAliases.id, ids));
