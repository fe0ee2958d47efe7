import {
  aiTokensCostPicoUsd,
  otherUnitsWithoutPrice,
  paysInputRateForCache,
  paysShortRateForHourCache,
  searchesWithoutPrice,
  type UnitUsage,
} from "./ai-tokens-cost.ts";
import { addPicoUsd, discountedNanoUsd, exactNanoUsd, picoToNanoUsd } from "./nano-usd.ts";
import type { MatchedBy } from "./price-book.ts";
import type { PriceFlag } from "./price-flag.ts";
import type { ResolvedRate } from "./resolve-rate.ts";
import { DEFAULT_RESOURCE_RATES, type ResourceRates } from "./resource-rates.ts";
import type { TokenUsage } from "./token-usage.ts";

/** Which version of this calculation made a cost; it rises when the same input would cost something else. */
export const CALCULATION_VERSION = 7;

/** What an interaction used besides the model. */
export type ResourceUsage = { rowsRead: number; rowsWritten: number; apiCalls: number; cpuMs: number };

export type PricingInput = {
  /** Usage in normal form. */
  tokens: TokenUsage;
  units: UnitUsage;
  resources: ResourceUsage;
  /** What the client says it cost (`statedCostNanoUsd`). */
  reportedCostNanoUsd: number | null;
  /** Whether a model was called at all. */
  hasAiUsage: boolean;
  /** False: a model was called, and the sender said nothing of what it used. */
  isUsageKnown: boolean;
  resolved: ResolvedRate;
  /** What is taken off the price of the model, in hundredths of a percent. */
  discount?: { id: string; basisPoints: number } | null;
  resourceRates?: ResourceRates;
  /** The own price of a call of the service that was called. */
  service?: { id: string; picoUsdPerCall: number } | null;
};

/**
 * What but the rate itself made a cost: its flags, its service tier when not the standard one, the discount, and the ids of
 * own prices of resources and of a service. Stored beside the cost, so that it can be explained.
 */
export type CostBasis = {
  flags?: PriceFlag[];
  tier?: string;
  discount?: [id: string, basisPoints: number];
  resources?: string;
  service?: string;
};

/**
 * Where an AI cost came from. `unpriced`: no price is known; `usage_unknown`: what the model used is not known, so that a price
 * would not help either.
 */
export type PricedStatus = "priced" | "unpriced" | "usage_unknown" | "reported";

/** The cost of an interaction in whole nano-dollars by category; the AI cost is null when it is not known. */
export type PricedInteraction = {
  aiTokensCostNanoUsd: number | null;
  dbOpsCostNanoUsd: number;
  apiCallsCostNanoUsd: number;
  computeTimeCostNanoUsd: number;
  status: PricedStatus;
  source: string | null;
  rateId: string | null;
  matchedBy: MatchedBy | null;
  calculationVersion: number;
  /** Null when nothing but the rate played a part. */
  basis: CostBasis | null;
};

type AiCost = Pick<PricedInteraction, "aiTokensCostNanoUsd" | "status" | "source" | "rateId" | "matchedBy" | "basis">;

function aiBasis(input: PricingInput, resolved: Extract<ResolvedRate, { status: "priced" }>): CostBasis | null {
  const { rate } = resolved;
  const flags = [...resolved.flags];
  if (paysInputRateForCache(rate, input.tokens)) flags.push("cache_at_input_rate");
  if (paysShortRateForHourCache(rate, input.tokens)) flags.push("hour_cache_at_short_rate");
  if (searchesWithoutPrice(rate, input.units)) flags.push("searches_not_priced");
  if (otherUnitsWithoutPrice(rate, input.units)) flags.push("units_not_priced");
  const { discount } = input;
  if (flags.length === 0 && !discount && rate.serviceTier === "standard") return null;
  const basis: CostBasis = {};
  if (flags.length > 0) basis.flags = flags;
  if (rate.serviceTier !== "standard") basis.tier = rate.serviceTier;
  if (discount) basis.discount = [discount.id, discount.basisPoints];
  return basis;
}

/** Without any count only what is free of charge has a price. */
const isPriceable = ({ isUsageKnown, resolved }: PricingInput) =>
  isUsageKnown || (resolved.status === "priced" && resolved.rate.charges === "nothing");

function priceAiUsage(input: PricingInput): AiCost {
  const withoutRate = { source: null, rateId: null, matchedBy: null, basis: null };
  if (input.hasAiUsage && input.resolved.status === "priced" && isPriceable(input)) {
    const { rate, matchedBy } = input.resolved;
    const picoUsd = aiTokensCostPicoUsd(rate, input.tokens, input.units);
    if (picoUsd !== null) {
      const aiTokensCostNanoUsd = input.discount
        ? discountedNanoUsd(picoUsd, input.discount.basisPoints)
        : picoToNanoUsd(picoUsd);
      const basis = aiBasis(input, input.resolved);
      return { aiTokensCostNanoUsd, status: "priced", source: rate.source, rateId: rate.id, matchedBy, basis };
    }
  }
  if (input.reportedCostNanoUsd !== null) {
    return { aiTokensCostNanoUsd: input.reportedCostNanoUsd, status: "reported", ...withoutRate };
  }
  if (input.hasAiUsage) {
    return { aiTokensCostNanoUsd: null, status: input.isUsageKnown ? "unpriced" : "usage_unknown", ...withoutRate };
  }
  return { aiTokensCostNanoUsd: 0, status: "priced", ...withoutRate };
}

/** The basis with what was charged for resources, when that was no list price. */
function withResources(basis: CostBasis | null, input: PricingInput): CostBasis | null {
  const { rowsRead, rowsWritten, apiCalls, cpuMs } = input.resources;
  const service = apiCalls > 0 ? input.service?.id : undefined;
  const isUsed = rowsRead > 0 || rowsWritten > 0 || cpuMs > 0 || (apiCalls > 0 && service === undefined);
  const resources = isUsed ? input.resourceRates?.id : undefined;
  if (service === undefined && resources === undefined) return basis;
  return { ...basis, ...(resources !== undefined && { resources }), ...(service !== undefined && { service }) };
}

/**
 * What an interaction costs. With a rate it is priced, even when the client reports a cost; without one the reported cost
 * stands; usage with neither is unpriced, never zero, and so is a call of which no count is known. A discount is taken off the AI cost before its one rounding.
 * @throws RangeError when a cost is past 2^53 nano-dollars or the usage is not in normal form
 */
export function priceInteraction(input: PricingInput): PricedInteraction {
  const { resources, service } = input;
  const rates = input.resourceRates ?? DEFAULT_RESOURCE_RATES;
  const ai = priceAiUsage(input);
  const rowsRead = addPicoUsd(0, resources.rowsRead, rates.rowReadPicoUsd);
  const apiCallPicoUsd = service ? service.picoUsdPerCall : rates.apiCallPicoUsd;
  const priced = {
    ...ai,
    dbOpsCostNanoUsd: picoToNanoUsd(addPicoUsd(rowsRead, resources.rowsWritten, rates.rowWrittenPicoUsd)),
    apiCallsCostNanoUsd: picoToNanoUsd(addPicoUsd(0, resources.apiCalls, apiCallPicoUsd)),
    computeTimeCostNanoUsd: picoToNanoUsd(addPicoUsd(0, resources.cpuMs, rates.cpuMsPicoUsd)),
    calculationVersion: CALCULATION_VERSION,
    basis: service || rates.id !== undefined ? withResources(ai.basis, input) : ai.basis,
  };
  exactNanoUsd(
    (ai.aiTokensCostNanoUsd ?? 0) +
      priced.dbOpsCostNanoUsd +
      priced.apiCallsCostNanoUsd +
      priced.computeTimeCostNanoUsd,
  );
  return priced;
}
