import { and, asc, eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { OPEN_MS, priceRates } from "../schema/prices.ts";

/** Every rate that a model ever had, or those that are not superseded, by source, tier and date. A range of the primary key. */
export function selectPriceHistory(
  db: Db,
  filter: { provider: string; model: string; serviceTier?: string | undefined; isWithSuperseded: boolean },
) {
  const { provider, model, source, serviceTier, effectiveFromMs, recordedAtMs, position } = priceRates;
  return db
    .select()
    .from(priceRates)
    .where(
      and(
        eq(provider, filter.provider),
        eq(model, filter.model),
        filter.serviceTier === undefined ? undefined : eq(serviceTier, filter.serviceTier),
        filter.isWithSuperseded ? undefined : eq(priceRates.supersededAtMs, OPEN_MS),
      ),
    )
    .orderBy(asc(source), asc(serviceTier), asc(effectiveFromMs), asc(position), asc(recordedAtMs));
}
