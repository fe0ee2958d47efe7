import {
  type PriceableUsage,
  type PriceBook,
  type PricedInteraction,
  priceUsage,
  type TokenUsage,
} from "@voygent/cost";
import { describeError, log } from "@voygent/http";

import type { EventWarning, UsageEvent } from "../intake/usage-event.ts";

const unavailable: EventWarning = {
  code: "pricing_unavailable",
  message: "the interaction could not be priced; it is stored without a price",
  subject: "pricing",
};

const subjectOf = ({ provider, model }: UsageEvent) => (provider === "" ? model : `${provider}/${model}`);

/** What an event costs by a price book (null: none can be read), with a warning when it stays unpriced. Never throws. */
export function priceEvent(
  event: UsageEvent,
  tokens: TokenUsage,
  occurredAtMs: number,
  book: PriceBook | null,
): { cost: PricedInteraction; warning: EventWarning | null } {
  const usage: PriceableUsage = {
    provider: event.provider,
    model: event.model,
    serviceTier: event.serviceTier,
    type: event.type,
    atMs: occurredAtMs,
    tokens,
    units: event.units,
    resources: event.resources,
    reportedCostNanoUsd: event.reportedCostNanoUsd,
  };
  try {
    const cost = priceUsage(book, usage);
    if (cost.status !== "unpriced") return { cost, warning: null };
    if (book === null) return { cost, warning: unavailable };
    const message = "no price is known for this model; its tokens are counted, their cost is not known";
    return { cost, warning: { code: "unpriced_model", message, subject: subjectOf(event) } };
  } catch (error) {
    log("error", { worker: "tracker", event: "pricing.failed", error: describeError(error) });
    return { cost: priceUsage(null, usage), warning: unavailable };
  }
}
