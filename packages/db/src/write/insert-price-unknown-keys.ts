import { sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { priceUnknownKeys } from "../schema/prices.ts";

/** Keeps keys of a price list that are not understood, each with an example; returns those that are new. */
export function insertPriceUnknownKeys(
  db: Db,
  { source, keys, atMs }: { source: string; keys: { key: string; example: string }[]; atMs: number },
) {
  const values = keys.map(({ key, example }) => [source, key, example, atMs]);
  return db
    .insert(priceUnknownKeys)
    .select(sql`SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(${JSON.stringify(values)}) WHERE true`)
    .onConflictDoNothing()
    .returning({ key: priceUnknownKeys.key, example: priceUnknownKeys.example });
}
