import { StoredUsage } from "@voygent/contracts";
import {
  normalizeTokens,
  type PriceableUsage,
  type PriceBook,
  type PricedInteraction,
  priceUsage,
} from "@voygent/cost";
import type { EstimateColumns, EstimatedRow } from "@voygent/db";

/** What is stored is in normal form already; this only fills the counts of 0 in that are left out. */
const NORMAL_FORM = { usage: "inclusive", reasoning: "included" } as const;

/** As when it is recorded, a cost past 2^53 nano-dollars is no cost: one impossible count must not stop a whole run. */
function priceAgain(book: PriceBook, usage: PriceableUsage): PricedInteraction {
  try {
    return priceUsage(book, usage);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return priceUsage(null, usage);
  }
}

/**
 * What a stored interaction costs by a price book, from its counts alone, just as if it were recorded now. `runId` is the
 * run that asks.
 * @throws TypeError when the book is damaged at this provider
 */
export function estimateAgain(book: PriceBook, row: EstimatedRow, runId: string): EstimateColumns {
  const {
    tokens,
    units,
    other_units: other,
    db,
    api_calls: apiCalls,
    compute,
  } = StoredUsage.parse(JSON.parse(row.usage));
  const { status, source, basis, ...costs } = priceAgain(book, {
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
  });
  return {
    ...costs,
    costStatus: status,
    priceSource: source,
    costBasis: basis === null ? null : JSON.stringify(basis),
    costRunId: runId,
  };
}

/** Whether another estimate is another cost. What made it (the rate, the match) may differ for the same cost. */
export function isOtherCost(before: EstimateColumns, after: EstimateColumns): boolean {
  return (
    before.aiTokensCostNanoUsd !== after.aiTokensCostNanoUsd ||
    before.dbOpsCostNanoUsd !== after.dbOpsCostNanoUsd ||
    before.apiCallsCostNanoUsd !== after.apiCallsCostNanoUsd ||
    before.computeTimeCostNanoUsd !== after.computeTimeCostNanoUsd ||
    before.costStatus !== after.costStatus
  );
}

/** The four categories together; an unknown AI cost adds nothing. */
export const totalNanoUsd = (estimate: EstimateColumns): number =>
  (estimate.aiTokensCostNanoUsd ?? 0) +
  estimate.dbOpsCostNanoUsd +
  estimate.apiCallsCostNanoUsd +
  estimate.computeTimeCostNanoUsd;
