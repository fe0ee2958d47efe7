import type { ServiceTier } from "@voygent/contracts";
import { BUCKETS, type RateStep } from "@voygent/cost";

import type { ListedModel, ListedRate } from "../price-list.ts";

type Steps = Partial<Record<string, RateStep[]>>;

/** What every call has: keys of which only one prices it are not about the same calls. */
const INDISPENSABLE = new Set(["input", "output"]);

/** A price as a text that is equal for equal costs: a step at the price of the one before it changes nothing. */
const costsOf = (steps: RateStep[]): string =>
  JSON.stringify(
    steps
      .filter((step, index) => step.rate_pico_usd !== steps[index - 1]?.rate_pico_usd)
      .map(({ min_input_tokens, inclusive, rate_pico_usd }) => [min_input_tokens, inclusive, rate_pico_usd]),
  );

/** Whether two of these rates of one service tier name different prices of a unit. */
function areDisputed(rates: ListedRate[]): boolean {
  const units = new Set(rates.flatMap((rate) => Object.keys(rate.rates)));
  return [...units].some((unit) => {
    const named = rates.flatMap(({ rates: { [unit]: steps } }) => {
      if (steps !== undefined) return [costsOf(steps)];
      return INDISPENSABLE.has(unit) ? ["none"] : [];
    });
    return new Set(named).size > 1;
  });
}

/** Whether a unit costs what it would without a price of its own. */
function isAtParentsPrice(unit: string, price: RateStep[], steps: Steps): boolean {
  const [, ...parents] = BUCKETS.find(({ units: [own] }) => own?.includes(unit))?.units ?? [];
  const priced = parents.map((names) => names.flatMap((name) => (steps[name] ? [steps[name]] : [])));
  const parent = priced.find((prices) => prices.length > 0) ?? [];
  return parent.length > 0 && parent.every((one) => costsOf(one) === costsOf(price));
}

/** How many prices a rate names that a call would not get without them; one that repeats the standard rate names none. */
function countSaid({ serviceTier, rates }: ListedRate, standard: Steps): number {
  const prices = Object.entries(rates);
  const isRepeated = prices.every(([unit, price]) => costsOf(price) === costsOf(standard[unit] ?? []));
  if (serviceTier !== "standard" && isRepeated) return 0;
  return prices.filter(([unit, price]) => !isAtParentsPrice(unit, price, rates)).length;
}

function countAllSaid({ rates }: ListedModel): number {
  const standard = rates.find(({ serviceTier }) => serviceTier === "standard")?.rates ?? {};
  return rates.reduce((count, rate) => count + countSaid(rate, standard), 0);
}

/**
 * The one of several entries for one id that says most of what calls cost, the first of equals, and the service tiers of which
 * two entries name different prices: those are left out of it. A price with its context tiers is one price; what an entry is
 * silent about is no dispute, but for input and output. Null when the standard rates are disputed, or there is no entry.
 */
export function sayingMost(entries: ListedModel[]): { model: ListedModel; disputed: Set<ServiceTier> } | null {
  const byTier = Map.groupBy(
    entries.flatMap(({ rates }) => rates),
    ({ serviceTier }) => serviceTier,
  );
  const disputed = new Set([...byTier].filter(([, rates]) => areDisputed(rates)).map(([tier]) => tier));
  const [most] = entries.toSorted((a, b) => countAllSaid(b) - countAllSaid(a));
  if (most === undefined || disputed.has("standard")) return null;
  return { model: { ...most, rates: most.rates.filter(({ serviceTier }) => !disputed.has(serviceTier)) }, disputed };
}
