import type { AuditAction, PriceSourceResult } from "@voygent/contracts";
import type { AuditEntry } from "@voygent/db";

import type { SyncSourceRequest } from "../../price-work.ts";

const ACTION: AuditAction = "price.synced";

/** What the audit log tells of a list that an admin had synced; null where the clock did it or no price has changed. */
export function syncAuditEntry(
  { actor, runId, nowMs, acceptsShrunken, acceptedExtractors }: SyncSourceRequest,
  result: PriceSourceResult,
): AuditEntry | null {
  if (actor === null || result.status !== "updated") return null;
  const { source, status: _status, reason: _reason, ...counts } = result;
  return {
    id: crypto.randomUUID(),
    occurredAtMs: nowMs,
    actor,
    action: ACTION,
    subject: source,
    detail: JSON.stringify({
      run_id: runId,
      ...counts,
      ...(acceptsShrunken && { accept_shrunken: true }),
      ...(acceptedExtractors.length > 0 && { accept_extractors: acceptedExtractors }),
    }),
  };
}
