import type { UnitUsage } from "./ai-tokens-cost.ts";
import type { DatedValue, PriceBook } from "./price-book.ts";
import {
  type PricedInteraction,
  priceInteraction,
  type PricingInput,
  type ResourceUsage,
} from "./price-interaction.ts";
import { type ResolvedRate, resolveRate } from "./resolve-rate.ts";
import { DEFAULT_RESOURCE_RATES, type ResourceRates } from "./resource-rates.ts";
import type { TokenUsage } from "./token-usage.ts";

/**
 * What is needed to price an interaction, now or again. A text that was not given is empty; tokens are in normal form, and all 0
 * where the sender gave no count of them at all (`isCounted` false), which is not the same as a count of 0.
 */
export type PriceableUsage = {
  provider: string;
  providerApiUrl?: string;
  model: string;
  serviceTier: string;
  /** The kind of interaction: `chat`, `db`, `api` or `cost-event`. */
  type: string;
  /** When it happened, UTC. */
  atMs: number;
  tokens: TokenUsage;
  isCounted: boolean;
  units: UnitUsage;
  resources: ResourceUsage;
  /** What the client says it cost. */
  reportedCostNanoUsd: number | null;
};

type ServicePrice = NonNullable<PricingInput["service"]>;
type Discount = NonNullable<PricingInput["discount"]>;

const UNPRICED = { status: "unpriced", reason: "unknown_model" } as const satisfies ResolvedRate;

/** Whether anything was counted that a model is billed by. */
const hasCounts = ({ tokens, units }: PriceableUsage) =>
  // Every other count is part of one of these.
  tokens.input > 0 || tokens.output > 0 || units.web_searches > 0 || units.requests > 0 || units.other !== undefined;

/**
 * What the client says that an interaction cost, in nano-dollars; null when it says nothing. Beside counts 0 is nothing said:
 * clients send it for models whose price they do not know. A cost event, or what counted nothing, may cost 0.
 */
export function statedCostNanoUsd(usage: PriceableUsage): number | null {
  const { type, reportedCostNanoUsd } = usage;
  const isPlaceholder = reportedCostNanoUsd === 0 && type !== "cost-event" && hasCounts(usage);
  return isPlaceholder ? null : reportedCostNanoUsd;
}

/**
 * Whether a model is to be priced: by its counts; without any, by the kind of interaction, unless the client states the cost
 * itself. A cost event that states its cost is a cost without usage, whatever else it says; one that does not is of unknown
 * cost. A database operation uses a model only if it counts what it used.
 */
function usesModel(usage: PriceableUsage): boolean {
  const { type, model, reportedCostNanoUsd } = usage;
  if (type === "cost-event") return reportedCostNanoUsd === null;
  if (hasCounts(usage)) return true;
  if (type === "db" || reportedCostNanoUsd !== null) return false;
  return model !== "" || type === "chat";
}

function activeAt<Value>(values: DatedValue<Value>[] | undefined, atMs: number): DatedValue<Value> | undefined {
  return values?.findLast(({ fromMs, toMs }) => (fromMs === 0 || atMs >= fromMs) && atMs < toMs);
}

/** What resources cost at an instant (UTC, ms): our own setting in force, else the list prices. */
export function resourceRatesAt({ resources }: PriceBook, atMs: number): ResourceRates {
  const own = resources.length === 0 ? undefined : activeAt(resources, atMs);
  if (own === undefined) return DEFAULT_RESOURCE_RATES;
  const [rowReadPicoUsd, rowWrittenPicoUsd, apiCallPicoUsd, cpuMsPicoUsd] = own.value;
  return { id: own.id, rowReadPicoUsd, rowWrittenPicoUsd, apiCallPicoUsd, cpuMsPicoUsd };
}

function serviceOf(book: PriceBook, { type, provider, atMs }: PriceableUsage): ServicePrice | null {
  if (type !== "api" || book.services.size === 0) return null;
  const price = activeAt(book.services.get(provider.trim().toLowerCase()), atMs);
  return price === undefined ? null : { id: price.id, picoUsdPerCall: price.value };
}

function discountOf(book: PriceBook, resolved: ResolvedRate, atMs: number): Discount | null {
  if (book.discounts.size === 0 || resolved.status === "unpriced") return null;
  const discount = activeAt(book.discounts.get(resolved.seller), atMs);
  return discount === undefined ? null : { id: discount.id, basisPoints: discount.value };
}

/**
 * What an interaction costs by a price book (null: none can be read): its rate, the discount of its seller, and what resources
 * and services cost at the time. The one way in which costs are made, at first and again.
 * @throws RangeError when a cost is past 2^53 nano-dollars or the usage is not in normal form
 * @throws TypeError when the book is damaged at this provider
 */
export function priceUsage(book: PriceBook | null, usage: PriceableUsage): PricedInteraction {
  const { tokens, units, resources, atMs } = usage;
  const hasAiUsage = usesModel(usage);
  // Counts of 0 say that a call cost nothing, not that an invoice line did.
  const isUsageKnown = hasCounts(usage) || (usage.isCounted && usage.type !== "cost-event");
  const reportedCostNanoUsd = statedCostNanoUsd(usage);
  const known = { tokens, units, resources, reportedCostNanoUsd, hasAiUsage, isUsageKnown };
  if (book === null) return priceInteraction({ ...known, resolved: UNPRICED });
  const { provider, providerApiUrl = "", model, serviceTier } = usage;
  const call = {
    provider,
    providerApiUrl,
    model: model === "" ? null : model,
    serviceTier,
    atMs,
    usage: { tokens, units },
  };
  const resolved = hasAiUsage ? resolveRate(book, call) : UNPRICED;
  return priceInteraction({
    ...known,
    resolved,
    discount: discountOf(book, resolved, atMs),
    resourceRates: resourceRatesAt(book, atMs),
    service: serviceOf(book, usage),
  });
}
