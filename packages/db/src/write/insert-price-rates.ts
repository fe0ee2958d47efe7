import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import type { PriceRateRow } from "../read/select-price-list.ts";
import { priceRates } from "../schema/prices.ts";

/** Adds dated rates, at most 2 MB of JSON; a rate is never changed afterwards but to be superseded. */
export function insertPriceRates(db: Db, rows: PriceRateRow[]) {
  const values = rows.map((row) => [
    row.provider,
    row.model,
    row.source,
    row.serviceTier,
    row.effectiveFromMs,
    row.windowStartMinute,
    row.windowEndMinute,
    row.weekdays,
    row.recordedAtMs,
    row.effectiveToMs,
    row.supersededAtMs,
    row.id,
    row.position,
    row.isFree,
    row.rates,
    row.flags,
    row.contentSha256,
  ]);
  return db.insert(priceRates).select(
    sql`SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
        value->>9, value->>10, value->>11, value->>12, value->>13, value->>14, value->>15, value->>16
      FROM json_each(${JSON.stringify(values)})`,
  );
}
