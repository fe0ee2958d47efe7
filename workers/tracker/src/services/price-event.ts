import { type PriceBook, type PricedInteraction, priceInteraction, resolveRate, type TokenUsage } from "@voygent/cost";
import { describeError, log } from "@voygent/http";

import type { EventWarning, UsageEvent } from "../intake/usage-event.ts";

/**
 * Whether a model is to be priced: by its counts; without any, by the kind of event, unless the client states the cost
 * itself. A cost event that states its cost is a cost without usage, whatever else it says.
 */
function usesModel(event: UsageEvent, tokens: TokenUsage): boolean {
  if (event.type === "cost-event" && event.reportedCostNanoUsd !== null) return false;
  // Every other count is part of one of these.
  const { web_searches: searches, requests } = event.units;
  if (tokens.input > 0 || tokens.output > 0 || searches > 0 || requests > 0) return true;
  if (event.type === "cost-event" || event.reportedCostNanoUsd !== null) return false;
  return event.model !== "" || event.type === "chat";
}

const UNPRICED = { status: "unpriced" } as const;

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
  const usage = {
    tokens,
    units: event.units,
    resources: event.resources,
    reportedCostNanoUsd: event.reportedCostNanoUsd,
    hasAiUsage: usesModel(event, tokens),
  };
  try {
    const call = { provider: event.provider || null, model: event.model || null, atMs: occurredAtMs };
    const resolved = book === null ? UNPRICED : resolveRate(book, call);
    const cost = priceInteraction({ ...usage, resolved });
    if (cost.status !== "unpriced") return { cost, warning: null };
    if (book === null) return { cost, warning: unavailable };
    const subject = event.provider === "" ? event.model : `${event.provider}/${event.model}`;
    const message = "no price is known for this model; its tokens are counted, their cost is not known";
    return { cost, warning: { code: "unpriced_model", message, subject } };
  } catch (error) {
    log("error", { worker: "tracker", event: "pricing.failed", error: describeError(error) });
    return { cost: priceInteraction({ ...usage, resolved: UNPRICED }), warning: unavailable };
  }
}
