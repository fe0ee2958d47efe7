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

const CACHE_UNITS = [
  "cache_read",
  "cache_read_audio",
  "cache_read_image",
  "cache_read_video",
  "cache_write",
  "cache_write_1h",
];

/** The cache prices that a rate has lost while its input costs what it did: nobody makes a cache ten times as dear that way. */
function lostCachePrices(listed: Steps, stored: Steps): PriceGap[] {
  if (JSON.stringify(listed["input"]) !== JSON.stringify(stored["input"])) return [];
  return CACHE_UNITS.filter((unit) => stored[unit] !== undefined && listed[unit] === undefined).map((unit) => ({
    unit,
    above: 0,
  }));
}

/** Whether stored prices, as JSON, may name the cache; most models have none, and reading them all would take long. */
const namesCache = (rates: string) => rates.includes('"cache_');

/** A rate whose gaps are filled, and the cache prices among them that it does not name any more. */
type Filled = { rate: ReadRate; kept: string[] };

const byName = (steps: Steps): Steps =>
  Object.fromEntries(Object.entries(steps).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function fill({ gaps, ...rate }: ListedRate, stored: PriceGroup | undefined): Filled {
  const window = JSON.stringify(windowOf(rate));
  const entry = stored?.entries.find((candidate) => JSON.stringify(candidate.window) === window);
  if (entry === undefined || rate.isFree || (gaps.length === 0 && !namesCache(entry.rates))) return { rate, kept: [] };
  const known = StoredRates.parse(JSON.parse(entry.rates));
  const lost = lostCachePrices(rate.rates, known).filter(({ unit }) => !gaps.some((gap) => gap.unit === unit));
  if (gaps.length + lost.length === 0) return { rate, kept: [] };
  const rates = { ...rate.rates };
  for (const gap of [...gaps, ...lost]) fillOne(rates, known, gap);
  return { rate: { ...rate, rates: byName(rates) }, kept: lost.map(({ unit }) => unit) };
}

/**
 * The listed rates of one model and tier with the stored prices of the same time in place of those that the list gives and
 * nobody can read, and of cache prices that it has dropped (`kept`). A rate that still lacks such a price of input or output is
 * left out.
 */
export function fillGaps(
  rates: ListedRate[],
  stored: PriceGroup[],
  nowMs: number,
): { rates: ReadRate[]; kept: string[] } {
  const currentFromMs = rates.findLast(({ effectiveFromMs }) => effectiveFromMs <= nowMs)?.effectiveFromMs;
  const filledRates = rates.flatMap((rate) => {
    const atMs = rate.effectiveFromMs === currentFromMs ? nowMs : rate.effectiveFromMs;
    const filled = fill(rate, groupAt(stored, atMs));
    const isWhole = rate.gaps.every(
      ({ unit, above }) => above > 0 || !INDISPENSABLE.has(unit) || filled.rate.rates[unit] !== undefined,
    );
    return isWhole ? [filled] : [];
  });
  return {
    rates: filledRates.map(({ rate }) => rate),
    kept: [...new Set(filledRates.flatMap(({ kept }) => kept))],
  };
}
