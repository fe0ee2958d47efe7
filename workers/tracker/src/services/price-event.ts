import {
  CALCULATION_VERSION,
  type PriceBook,
  type PricedInteraction,
  priceInteraction,
  resolveRate,
  type TokenUsage,
} from "@voygent/cost";
import { describeError, log } from "@voygent/http";

import type { EventWarning, UsageEvent } from "../intake/usage-event.ts";

const WITHOUT_PRICE: PricedInteraction = {
  aiTokensCostNanoUsd: null,
  dbOpsCostNanoUsd: 0,
  apiCallsCostNanoUsd: 0,
  computeTimeCostNanoUsd: 0,
  status: "unpriced",
  source: null,
  rateId: null,
  matchedBy: null,
  calculationVersion: CALCULATION_VERSION,
};

/** Whether a model was called: by its counts; without any, by the kind of event, unless the client states the cost itself. */
function usesModel(event: UsageEvent, tokens: TokenUsage): boolean {
  const hasCounts = [...Object.values(tokens), ...Object.values(event.units)].some((count) => count > 0);
  if (hasCounts) return true;
  if (event.type === "cost-event" || event.reportedCostNanoUsd !== null) return false;
  return event.model !== "" || event.type === "chat";
}

const unavailable: EventWarning = {
  code: "pricing_unavailable",
  message: "the interaction could not be priced; it is stored without a price",
  subject: "pricing",
};

/** What an event costs by a price book (null: none can be read), with a warning when it stays unpriced. Never throws. */
export function priceEvent(
  event: UsageEvent,
  tokens: TokenUsage,
  occurredAtMs: number,
  book: PriceBook | null,
): { cost: PricedInteraction; warning: EventWarning | null } {
  try {
    const call = { provider: event.provider || null, model: event.model || null, atMs: occurredAtMs };
    const cost = priceInteraction({
      tokens,
      units: event.units,
      resources: event.resources,
      reportedCostNanoUsd: event.reportedCostNanoUsd,
      hasAiUsage: usesModel(event, tokens),
      resolved: book === null ? { status: "unpriced" } : resolveRate(book, call),
    });
    if (cost.status !== "unpriced") return { cost, warning: null };
    if (book === null) return { cost, warning: unavailable };
    const subject = event.provider === "" ? event.model : `${event.provider}/${event.model}`;
    const message = "no price is known for this model; the interaction is priced when a rate arrives";
    return { cost, warning: { code: "unpriced_model", message, subject } };
  } catch (error) {
    log("error", { worker: "tracker", event: "pricing.failed", error: describeError(error) });
    return { cost: WITHOUT_PRICE, warning: unavailable };
  }
}
