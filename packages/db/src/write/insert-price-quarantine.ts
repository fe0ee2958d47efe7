import { eq, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceQuarantine } from "../schema/prices.ts";

/** One row of `price_quarantine`. */
export type PriceQuarantineRow = typeof priceQuarantine.$inferSelect;

/**
 * Holds rates back, at most 2 MB of JSON. What is held and what was decided about stays as it is; what was withdrawn waits
 * anew. `listedSha256` tells entries of one model and tier apart.
 */
export function insertPriceQuarantine(db: Db, rows: PriceQuarantineRow[]) {
  const values = rows.map((row) => [
    row.id,
    row.source,
    row.provider,
    row.model,
    row.serviceTier,
    row.listed,
    row.listedSha256,
    row.moves,
    row.status,
    row.createdAtMs,
    row.decidedAtMs,
    row.decidedBy,
    row.runId,
  ]);
  return db
    .insert(priceQuarantine)
    .select(
      sql`SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
          value->>9, value->>10, value->>11, value->>12
        FROM json_each(${JSON.stringify(values)}) WHERE true`,
    )
    .onConflictDoUpdate({
      target: [
        priceQuarantine.source,
        priceQuarantine.provider,
        priceQuarantine.model,
        priceQuarantine.serviceTier,
        priceQuarantine.listedSha256,
      ],
      set: {
        moves: sql`excluded.moves`,
        status: sql`excluded.status`,
        createdAtMs: sql`excluded.created_at_ms`,
        decidedAtMs: null,
        decidedBy: null,
        runId: sql`excluded.run_id`,
      },
      setWhere: eq(priceQuarantine.status, "withdrawn"),
    });
}
