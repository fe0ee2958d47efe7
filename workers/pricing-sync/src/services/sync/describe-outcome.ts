import type { PriceSourceResult } from "@voygent/contracts";
import type { PriceRunSourceRow } from "@voygent/db";

import type { RunDetail } from "./run-detail.ts";

/** The row of what a run brought from one source. */
export function describeOutcome(
  result: PriceSourceResult,
  run: { id: string; startedAtMs: number },
  detail: RunDetail | null,
): PriceRunSourceRow {
  return {
    runId: run.id,
    source: result.source,
    startedAtMs: run.startedAtMs,
    status: result.status,
    reason: result.reason ?? null,
    modelCount: result.models,
    addedCount: result.added,
    changedCount: result.changed,
    quarantinedCount: result.quarantined,
    vanishedCount: result.vanished ?? 0,
    detail: JSON.stringify(detail ?? {}),
  };
}
