import type { AuditEntry } from "./insert-audit-entry.ts";

/** Adds to the audit log if the statement before it in the batch has changed something. */
export function insertAuditEntryIfChanged(database: D1Database, entry: AuditEntry) {
  return database
    .prepare(
      `INSERT INTO audit_log (id, occurred_at_ms, actor, action, subject, detail)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE changes() > 0`,
    )
    .bind(entry.id, entry.occurredAtMs, entry.actor, entry.action, entry.subject, entry.detail);
}
