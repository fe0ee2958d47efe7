import { eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceResourceRates, priceServiceRates } from "../schema/price-settings.ts";

/** Own resource rates by id, superseded ones too, or none. One row by primary key. */
export const selectPriceResourceRatesOf = (db: Db, id: string) =>
  db.select().from(priceResourceRates).where(eq(priceResourceRates.id, id)).limit(1);

/** The own price of a service by id, superseded ones too, or none. One row by primary key. */
export const selectPriceServiceRateOf = (db: Db, id: string) =>
  db.select().from(priceServiceRates).where(eq(priceServiceRates.id, id)).limit(1);
