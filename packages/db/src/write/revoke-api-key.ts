import { and, eq, isNull } from "drizzle-orm";

import type { Db } from "../db.ts";
import { apiKeys } from "../schema/administration.ts";

/** Revokes a key that is not revoked yet; the answer holds its id if it did. Batch it with `insertAuditEntry`. */
export function revokeApiKey(db: Db, id: string, revokedAtMs: number) {
  return db
    .update(apiKeys)
    .set({ revokedAtMs })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAtMs)))
    .returning({ id: apiKeys.id });
}
