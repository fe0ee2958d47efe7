import type { Db } from "../db.ts";
import { apiKeys } from "../schema/administration.ts";

/** Stores a new key. Batch it with `insertAuditEntry`. */
export function insertApiKey(db: Db, key: typeof apiKeys.$inferInsert) {
  return db.insert(apiKeys).values(key);
}
