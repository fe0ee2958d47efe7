import { and, eq, sql } from "drizzle-orm";

import type { Db } from "../db.ts";
import { auditLog } from "../schema/administration.ts";
import { priceQuarantine } from "../schema/prices.ts";
import type { AuditEntry } from "./insert-audit-entry.ts";

/** Adds to the audit log that held rates are decided about, if they are pending. Batch it before `decidePriceQuarantine`. */
export function insertQuarantineAuditEntry(db: Db, heldId: string, entry: AuditEntry) {
  const pending = db
    .select({
      id: sql`${entry.id}`.as("id"),
      occurredAtMs: sql`${entry.occurredAtMs}`.as("occurred_at_ms"),
      actor: sql`${entry.actor}`.as("actor"),
      action: sql`${entry.action}`.as("action"),
      subject: sql`${entry.subject}`.as("subject"),
      detail: sql`${entry.detail}`.as("detail"),
    })
    .from(priceQuarantine)
    .where(and(eq(priceQuarantine.id, heldId), eq(priceQuarantine.status, "pending")));
  return db.insert(auditLog).select(pending);
}
