import { type PriceableUsage, type PriceBook, type PricedInteraction, priceUsage } from "@voygent/cost";
import { type EstimateColumns, type EstimatedRow, usageOfRow } from "@voygent/db";

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
  const { status, source, basis, ...costs } = priceAgain(book, usageOfRow(row));
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
