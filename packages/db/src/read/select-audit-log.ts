import { and, desc, eq, lt, or } from "drizzle-orm";

import type { Db } from "../db.ts";
import { auditLog } from "../schema/administration.ts";

/** The audit log, or its entries of one action, newest first, after a position. Walks `audit_log_occurred_at_ms_idx` backwards. */
export function selectAuditLog(
  db: Db,
  filter: { action?: string | undefined; after: { occurredAtMs: number; id: string } | null; limit: number },
) {
  const { occurredAtMs, id, action } = auditLog;
  const { after } = filter;
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        filter.action === undefined ? undefined : eq(action, filter.action),
        after === null
          ? undefined
          : or(lt(occurredAtMs, after.occurredAtMs), and(eq(occurredAtMs, after.occurredAtMs), lt(id, after.id))),
      ),
    )
    .orderBy(desc(occurredAtMs), desc(id))
    .limit(filter.limit);
}
