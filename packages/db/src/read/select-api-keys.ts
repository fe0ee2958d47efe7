import { desc, isNull } from "drizzle-orm";

import type { Db } from "../db.ts";
import { apiKeys } from "../schema/administration.ts";

/** The keys that are not revoked, newest first, without the hashes of their secrets. Reads the whole table. */
export function selectApiKeys(db: Db) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      createdAtMs: apiKeys.createdAtMs,
      expiresAtMs: apiKeys.expiresAtMs,
    })
    .from(apiKeys)
    .where(isNull(apiKeys.revokedAtMs))
    .orderBy(desc(apiKeys.createdAtMs), apiKeys.id);
}
