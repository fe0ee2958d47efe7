import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import type { PriceModelRow } from "../read/select-price-list.ts";
import { priceModels } from "../schema/prices.ts";

/** Writes new and changed models, at most 2 MB of JSON; when one was first seen stays. One row each by primary key. */
export function upsertPriceModels(db: Db, rows: PriceModelRow[]) {
  const values = rows.map((row) => [
    row.source,
    row.provider,
    row.model,
    row.position,
    row.name,
    row.sourceKey,
    row.match,
    row.aliases,
    row.recordedAtMs,
    row.firstSeenAtMs,
    row.lastSeenAtMs,
  ]);
  return db
    .insert(priceModels)
    .select(
      sql`SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
          value->>9, value->>10
        FROM json_each(${JSON.stringify(values)}) WHERE true`,
    )
    .onConflictDoUpdate({
      target: [priceModels.source, priceModels.provider, priceModels.model],
      set: {
        position: sql`excluded.position`,
        name: sql`excluded.name`,
        sourceKey: sql`excluded.source_key`,
        match: sql`excluded.match`,
        aliases: sql`excluded.aliases`,
        recordedAtMs: sql`excluded.recorded_at_ms`,
        lastSeenAtMs: sql`excluded.last_seen_at_ms`,
      },
    });
}
