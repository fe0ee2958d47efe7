import type { RateStep } from "@voygent/cost";

import type { ListedRate, PriceGap, ReadRate } from "../../price-list.ts";
import { StoredRates } from "../../stored-json.ts";
import { groupAt, type PriceGroup, windowOf } from "./price-groups.ts";

type Steps = Record<string, RateStep[]>;

const INDISPENSABLE = new Set(["input", "output"]);

/** The stored steps in place of a gap: of the whole unit, or of the one tier that could not be read. */
function fillOne(listed: Steps, stored: Steps, { unit, above }: PriceGap): void {
  const known = stored[unit];
  const steps = listed[unit];
  if (known === undefined) return;
  if (steps === undefined || above === 0) {
    listed[unit] = known;
    return;
  }
  const tier = known.find((step, index) => index > 0 && step.min_input_tokens === above);
  if (tier !== undefined) listed[unit] = [...steps, tier].toSorted((a, b) => a.min_input_tokens - b.min_input_tokens);
}

const byName = (steps: Steps): Steps =>
  Object.fromEntries(Object.entries(steps).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function fill({ gaps, ...rate }: ListedRate, stored: PriceGroup | undefined): ReadRate {
  const window = JSON.stringify(windowOf(rate));
  const entry = stored?.entries.find((candidate) => JSON.stringify(candidate.window) === window);
  if (gaps.length === 0 || entry === undefined) return rate;
  const rates = { ...rate.rates };
  const known = StoredRates.parse(JSON.parse(entry.rates));
  for (const gap of gaps) fillOne(rates, known, gap);
  return { ...rate, rates: byName(rates) };
}

/**
 * The listed rates of one model and tier with the stored prices of the same time in place of those that the list gives and
 * nobody can read. A rate that still lacks such a price of input or output is left out.
 */
export function fillGaps(rates: ListedRate[], stored: PriceGroup[], nowMs: number): ReadRate[] {
  const currentFromMs = rates.findLast(({ effectiveFromMs }) => effectiveFromMs <= nowMs)?.effectiveFromMs;
  return rates.flatMap((rate) => {
    const atMs = rate.effectiveFromMs === currentFromMs ? nowMs : rate.effectiveFromMs;
    const filled = fill(rate, groupAt(stored, atMs));
    const isWhole = rate.gaps.every(
      ({ unit, above }) => above > 0 || !INDISPENSABLE.has(unit) || filled.rates[unit] !== undefined,
    );
    return isWhole ? [filled] : [];
  });
}
