import { and, eq, getTableColumns } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceModels, priceRates } from "../schema/prices.ts";

/** A rate with the name of its model, superseded ones too, or none. One row each by primary key. */
export function selectPriceRate(db: Db, id: string) {
  return db
    .select({ ...getTableColumns(priceRates), name: priceModels.name })
    .from(priceRates)
    .innerJoin(
      priceModels,
      and(
        eq(priceModels.source, priceRates.source),
        eq(priceModels.provider, priceRates.provider),
        eq(priceModels.model, priceRates.model),
      ),
    )
    .where(eq(priceRates.id, id))
    .limit(1);
}
