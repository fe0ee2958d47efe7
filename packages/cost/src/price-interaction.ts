import { aiTokensCostPicoUsd, type UnitUsage } from "./ai-tokens-cost.ts";
import { addPicoUsd, exactNanoUsd, picoToNanoUsd } from "./nano-usd.ts";
import type { MatchedBy } from "./price-book.ts";
import type { ResolvedRate } from "./resolve-rate.ts";
import { DEFAULT_RESOURCE_RATES, type ResourceRates } from "./resource-rates.ts";
import type { TokenUsage } from "./token-usage.ts";

/** Which version of this calculation made a cost; it rises when the same input would cost something else. */
export const CALCULATION_VERSION = 1;

/** What an interaction used besides the model. */
export type ResourceUsage = { rowsRead: number; rowsWritten: number; apiCalls: number; cpuMs: number };

export type PricingInput = {
  /** Usage in normal form. */
  tokens: TokenUsage;
  units: UnitUsage;
  resources: ResourceUsage;
  /** What the client says it cost. */
  reportedCostNanoUsd: number | null;
  /** Whether a model was called at all. */
  hasAiUsage: boolean;
  resolved: ResolvedRate;
  resourceRates?: ResourceRates;
};

/** The cost of an interaction in whole nano-dollars by category; the AI cost is null when no price is known. */
export type PricedInteraction = {
  aiTokensCostNanoUsd: number | null;
  dbOpsCostNanoUsd: number;
  apiCallsCostNanoUsd: number;
  computeTimeCostNanoUsd: number;
  status: "priced" | "unpriced" | "reported";
  source: string | null;
  rateId: string | null;
  matchedBy: MatchedBy | null;
  calculationVersion: number;
};

type AiCost = Pick<PricedInteraction, "aiTokensCostNanoUsd" | "status" | "source" | "rateId" | "matchedBy">;

function priceAiUsage(input: PricingInput): AiCost {
  const withoutRate = { source: null, rateId: null, matchedBy: null };
  if (input.hasAiUsage && input.resolved.status === "priced") {
    const { rate, matchedBy } = input.resolved;
    const picoUsd = aiTokensCostPicoUsd(rate, input.tokens, input.units);
    if (picoUsd !== null) {
      const aiTokensCostNanoUsd = picoToNanoUsd(picoUsd);
      return { aiTokensCostNanoUsd, status: "priced", source: rate.source, rateId: rate.id, matchedBy };
    }
  }
  if (input.reportedCostNanoUsd !== null) {
    return { aiTokensCostNanoUsd: input.reportedCostNanoUsd, status: "reported", ...withoutRate };
  }
  if (input.hasAiUsage) return { aiTokensCostNanoUsd: null, status: "unpriced", ...withoutRate };
  return { aiTokensCostNanoUsd: 0, status: "priced", ...withoutRate };
}

/**
 * What an interaction costs. With a rate it is priced, even when the client reports a cost; without one the reported cost
 * stands; usage with neither is unpriced, never zero.
 * @throws RangeError when a cost is past 2^53 nano-dollars or the usage is not in normal form
 */
export function priceInteraction(input: PricingInput): PricedInteraction {
  const { resources } = input;
  const rates = input.resourceRates ?? DEFAULT_RESOURCE_RATES;
  const ai = priceAiUsage(input);
  const priced = {
    ...ai,
    dbOpsCostNanoUsd: picoToNanoUsd(
      addPicoUsd(
        addPicoUsd(0, resources.rowsRead, rates.rowReadPicoUsd),
        resources.rowsWritten,
        rates.rowWrittenPicoUsd,
      ),
    ),
    apiCallsCostNanoUsd: picoToNanoUsd(addPicoUsd(0, resources.apiCalls, rates.apiCallPicoUsd)),
    computeTimeCostNanoUsd: picoToNanoUsd(addPicoUsd(0, resources.cpuMs, rates.cpuMsPicoUsd)),
    calculationVersion: CALCULATION_VERSION,
  };
  exactNanoUsd(
    (ai.aiTokensCostNanoUsd ?? 0) +
      priced.dbOpsCostNanoUsd +
      priced.apiCallsCostNanoUsd +
      priced.computeTimeCostNanoUsd,
  );
  return priced;
}
