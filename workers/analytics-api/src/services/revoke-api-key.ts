import { createDb, insertRevocationAuditEntry, revokeApiKey as revokeStoredKey } from "@voygent/db";
import { AppError, auditEntry } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";

/** Revokes a key and tells the audit log. Throws `not_found` when there is no such key in force. */
export async function revokeApiKey(c: AnalyticsContext, id: string): Promise<void> {
  const db = createDb(c.env.DB);
  const [, revoked] = await db.batch([
    insertRevocationAuditEntry(db, auditEntry(c.get("caller"), { action: "api_key.revoked", subject: id, detail: {} })),
    revokeStoredKey(db, id, Date.now()),
  ]);
  if (revoked.length === 0) throw new AppError("not_found", "there is no key with this id");
}
