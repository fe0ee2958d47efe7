import { StoredUsage } from "@voygent/contracts";
import { normalizeTokens, type PriceableUsage } from "@voygent/cost";

import type { EstimatedRow } from "./estimated-row.ts";

/** What is stored is in normal form already; this only fills the counts of 0 in that are left out. */
const NORMAL_FORM = { usage: "inclusive", reasoning: "included" } as const;

/**
 * What a stored interaction used, as it was priced when it was recorded; only where its provider was called is not stored.
 * @throws ZodError when the column `usage` holds no `StoredUsage`, SyntaxError when it holds no JSON
 */
export function usageOfRow(row: EstimatedRow): PriceableUsage {
  const {
    tokens,
    units,
    other_units: other,
    db,
    api_calls: apiCalls,
    compute,
  } = StoredUsage.parse(JSON.parse(row.usage));
  return {
    provider: row.provider,
    model: row.model,
    serviceTier: row.serviceTier,
    type: row.type,
    atMs: row.occurredAtMs,
    tokens: normalizeTokens(tokens ?? {}, NORMAL_FORM).tokens,
    isCounted: tokens !== undefined,
    units: {
      web_searches: units.web_searches ?? 0,
      requests: units.requests ?? 0,
      ...(other !== undefined && { other }),
    },
    resources: { rowsRead: db.rows_read, rowsWritten: db.rows_written, apiCalls, cpuMs: compute.cpu_ms },
    reportedCostNanoUsd: row.reportedCostNanoUsd,
  };
}
