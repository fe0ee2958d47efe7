import { and, eq, isNull, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { apiKeys, auditLog } from "../schema/administration.ts";

/** Who did what to what, and when. `detail` is JSON without secrets. */
export type AuditEntry = typeof auditLog.$inferInsert;

/** Adds to the audit log. Batch it with what it tells of. */
export function insertAuditEntry(db: Db, entry: AuditEntry) {
  return db.insert(auditLog).values(entry);
}

/** Adds to the audit log that a key is revoked, if it still is in force. Batch it before `revokeApiKey`. */
export function insertRevocationAuditEntry(db: Db, entry: AuditEntry) {
  const inForce = db
    .select({
      id: sql`${entry.id}`.as("id"),
      occurredAtMs: sql`${entry.occurredAtMs}`.as("occurred_at_ms"),
      actor: sql`${entry.actor}`.as("actor"),
      action: sql`${entry.action}`.as("action"),
      subject: apiKeys.id,
      detail: sql`${entry.detail}`.as("detail"),
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, entry.subject), isNull(apiKeys.revokedAtMs)));
  return db.insert(auditLog).select(inForce);
}
