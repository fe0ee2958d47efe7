import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import type { PriceProviderRow } from "../read/select-price-list.ts";
import { priceProviders } from "../schema/prices.ts";

/** Writes new and changed providers, at most 2 MB of JSON. One row each by primary key. */
export function upsertPriceProviders(db: Db, rows: PriceProviderRow[]) {
  const values = rows.map((row) => [row.source, row.provider, row.position, row.name, row.rules, row.recordedAtMs]);
  return db
    .insert(priceProviders)
    .select(
      sql`SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5
        FROM json_each(${JSON.stringify(values)}) WHERE true`,
    )
    .onConflictDoUpdate({
      target: [priceProviders.source, priceProviders.provider],
      set: {
        position: sql`excluded.position`,
        name: sql`excluded.name`,
        rules: sql`excluded.rules`,
        recordedAtMs: sql`excluded.recorded_at_ms`,
      },
    });
}
