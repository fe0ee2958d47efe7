import { and, eq, getTableColumns } from "drizzle-orm";

import type { Db } from "../db.ts";
import type { PriceRateRow } from "./select-price-list.ts";
import { priceModels, priceRates } from "../schema/prices.ts";

/** A rate with what is known of its model. */
export type DescribedRateRow = PriceRateRow & { name: string; sourceKey: string; lastSeenAtMs: number };

/** The columns of a `DescribedRateRow`, of rates joined with models. */
export const describedRateColumns = {
  ...getTableColumns(priceRates),
  name: priceModels.name,
  sourceKey: priceModels.sourceKey,
  lastSeenAtMs: priceModels.lastSeenAtMs,
};

/** A rate with the name of its model, superseded ones too, or none. One row each by primary key. */
export function selectPriceRate(db: Db, id: string) {
  return db
    .select(describedRateColumns)
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
