import type { AuditAction } from "@voygent/contracts";
import type { AuditEntry } from "@voygent/db";

/** An entry of the audit log about a run. */
export function repriceAuditEntry(
  action: Extract<AuditAction, `cost.${string}`>,
  { runId, actor, detail, nowMs }: { runId: string; actor: string; detail: Record<string, unknown>; nowMs: number },
): AuditEntry {
  return {
    id: crypto.randomUUID(),
    occurredAtMs: nowMs,
    actor,
    action,
    subject: runId,
    detail: JSON.stringify(detail),
  };
}
