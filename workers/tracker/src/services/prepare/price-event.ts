import {
  type CostBasis,
  formatNanoUsd,
  type PriceableUsage,
  type PriceBook,
  type PricedInteraction,
  priceUsage,
  resolveRate,
  statedCostNanoUsd,
  type TokenUsage,
} from "@voygent/cost";
import { describeError, log } from "@voygent/http";

import type { EventWarning, UsageEvent } from "../../intake/usage-event.ts";
import { isCounted } from "../../intake/is-counted.ts";

const unavailable: EventWarning = {
  code: "pricing_unavailable",
  message: "the interaction could not be priced; it is stored without a price",
  subject: "pricing",
};

/** The flags that say that a rate stood in for one that is not known. */
const FALLBACKS = new Map([
  ["cache_at_input_rate", "no cache price is known for this model; its cache tokens cost what fresh input does"],
  ["tier_fallback", "no price of this service tier is known for this model; the standard one was taken"],
  [
    "hour_cache_at_short_rate",
    "no price of an hour in the cache is known for this model; the one of five minutes was taken",
  ],
  ["searches_not_priced", "no price of a web search is known for this model; its searches cost nothing here"],
  ["units_not_priced", "no price is known for something that the call counted besides tokens; that costs nothing here"],
  ["region_not_priced", "no price is known for the region that the model names; the one without a region was taken"],
  [
    "context_tier_unknown",
    "a call of this size is in a context tier of the model's standard price, and no such tier of its service tier is known; it may cost more",
  ],
  ["unknown_service_tier", "the service tier is not known; the standard price was taken"],
]);

const subjectOf = ({ provider, model }: UsageEvent) => (provider === "" ? model : `${provider}/${model}`);

function fallbackWarnings(basis: CostBasis | null, event: UsageEvent): EventWarning[] {
  const messages = (basis?.flags ?? []).flatMap((flag) => FALLBACKS.get(flag) ?? []);
  return messages.map((message) => ({ code: "rate_fallback", message, subject: subjectOf(event) }));
}

const UNCOUNTED =
  "it says nothing of the tokens that it used, so its cost is not known; send counts of 0 if it used none";

const WITHOUT_COST = "this cost event has no cost_usd, so its cost is not known; send 0 if it cost nothing";

/** That nothing is known of what a call used, unless its intake has said so in other words. */
function unknownUsageWarnings(event: UsageEvent): EventWarning[] {
  if (event.warnings.some(({ code }) => code === "usage_unknown")) return [];
  const message = event.type === "cost-event" ? WITHOUT_COST : UNCOUNTED;
  return [{ code: "usage_unknown", message, subject: subjectOf(event) }];
}

const HUNDREDTHS = 100;

/**
 * What is odd when the sender or the provider states another cost than the price list makes: by more than a nano-dollar and
 * 1 %. Less a discount of our own it is meant to be another one.
 */
function statedCostWarnings(
  { status, aiTokensCostNanoUsd, basis }: PricedInteraction,
  event: UsageEvent,
  stated: number | null,
): EventWarning[] {
  if (stated === null || status !== "priced" || aiTokensCostNanoUsd === null || basis?.discount) return [];
  const difference = Math.abs(stated - aiTokensCostNanoUsd);
  if (difference <= 1 || difference * HUNDREDTHS <= stated) return [];
  const [theirs, ours] = [formatNanoUsd(stated), formatNanoUsd(aiTokensCostNanoUsd)];
  const message = `the stated cost of $${theirs} is not the $${ours} that the price list makes`;
  return [{ code: "usage_inconsistent", message, subject: subjectOf(event) }];
}

/** What the lists charge for a call if it named this model, as text; null when they do not know it. */
function listedPrices(book: PriceBook, model: string, usage: PriceableUsage) {
  const { provider, serviceTier, atMs } = usage;
  const resolved = resolveRate(book, { provider, model, serviceTier, atMs, usage });
  return resolved.status === "priced" ? JSON.stringify(resolved.rate.prices) : null;
}

/** That the provider's answer names a model of another price; an own rate or alias is meant for whatever answers. */
function otherModelWarnings(
  { status, matchedBy }: PricedInteraction,
  event: UsageEvent,
  { usage, book }: { usage: PriceableUsage; book: PriceBook | null },
): EventWarning[] {
  const { answeredModel } = event;
  const isOwn = matchedBy === "override" || matchedBy === "alias";
  if (book === null || answeredModel === undefined || answeredModel === event.model) return [];
  if (status !== "priced" || isOwn) return [];
  const answered = listedPrices(book, answeredModel, usage);
  if (answered === null || answered === listedPrices(book, event.model, usage)) return [];
  const message = `raw_usage names the model ${answeredModel}, whose price is another; the event's model is charged`;
  return [{ code: "usage_inconsistent", message, subject: subjectOf(event) }];
}

/** What an event costs by a price book (null: none can be read), with what is odd about its price. Never throws. */
export function priceEvent(
  event: UsageEvent,
  tokens: TokenUsage,
  occurredAtMs: number,
  book: PriceBook | null,
): { cost: PricedInteraction; warnings: EventWarning[] } {
  const usage: PriceableUsage = {
    provider: event.provider,
    model: event.model,
    serviceTier: event.serviceTier,
    type: event.type,
    atMs: occurredAtMs,
    tokens,
    isCounted: isCounted(event),
    units: event.units,
    resources: event.resources,
    reportedCostNanoUsd: event.reportedCostNanoUsd,
  };
  try {
    const cost = priceUsage(book, usage);
    if (cost.status === "usage_unknown") return { cost, warnings: unknownUsageWarnings(event) };
    if (cost.status !== "unpriced") {
      const odd = statedCostWarnings(cost, event, statedCostNanoUsd(usage));
      const other = otherModelWarnings(cost, event, { usage, book });
      return { cost, warnings: [...fallbackWarnings(cost.basis, event), ...odd, ...other] };
    }
    if (book === null) return { cost, warnings: [unavailable] };
    const message = "no price is known for this model; its tokens are counted, their cost is not known";
    return { cost, warnings: [{ code: "unpriced_model", message, subject: subjectOf(event) }] };
  } catch (error) {
    log("error", { worker: "tracker", event: "pricing.failed", error: describeError(error) });
    return { cost: priceUsage(null, usage), warnings: [unavailable] };
  }
}
