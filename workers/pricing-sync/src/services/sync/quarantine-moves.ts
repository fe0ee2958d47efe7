import type { RateStep } from "@voygent/cost";

import type { ListedRate } from "../../price-list.ts";
import { StoredRates } from "../../stored-json.ts";
import { groupAt, type GroupEntry, type PriceGroup, sameContent } from "./price-groups.ts";
import type { RateOwner } from "../own-prices/rate-rows.ts";

/** How far a price may move at once and still be believed. */
const MAX_FACTOR = 10;

/** A price that moved too far; `above_input_tokens` is the tier, null the base. A factor of 0: from a price to none, or back. */
export type PriceMove = {
  unit: string;
  above_input_tokens: number | null;
  from_pico: number;
  to_pico: number;
  factor: number;
};

/** Listed rates of one model and tier that are held back. */
export type HeldRates = RateOwner & { listed: ListedRate[]; moves: PriceMove[] };

function unitMoves(unit: string, before: RateStep[], after: RateStep[]): PriceMove[] {
  return after.flatMap(({ min_input_tokens: above, rate_pico_usd: to }, index): PriceMove[] => {
    const step = index === 0 ? before[0] : before.find((known) => known.min_input_tokens === above);
    const from = step?.rate_pico_usd ?? to;
    const factor = Math.max(from, to) / Math.max(1, Math.min(from, to));
    if (factor <= MAX_FACTOR) return [];
    return [
      {
        unit,
        above_input_tokens: index === 0 ? null : above,
        from_pico: from,
        to_pico: to,
        factor: Math.round(factor * 10) / 10,
      },
    ];
  });
}

function entryMoves(before: GroupEntry, after: GroupEntry): PriceMove[] {
  const beforeRates = StoredRates.parse(JSON.parse(before.rates));
  const afterRates = StoredRates.parse(JSON.parse(after.rates));
  if (before.isFree !== after.isFree) {
    const priceOf = ({ input, output }: typeof beforeRates) => (input ?? output)?.[0]?.rate_pico_usd ?? 0;
    return [
      {
        unit: "input",
        above_input_tokens: null,
        from_pico: priceOf(beforeRates),
        to_pico: priceOf(afterRates),
        factor: 0,
      },
    ];
  }
  return Object.entries(afterRates).flatMap(([unit, steps]) => {
    const known = beforeRates[unit];
    return known === undefined ? [] : unitMoves(unit, known, steps);
  });
}

function groupMoves(before: PriceGroup, after: PriceGroup): PriceMove[] {
  return after.entries.flatMap((entry) => {
    const window = JSON.stringify(entry.window);
    const known = before.entries.find((candidate) => JSON.stringify(candidate.window) === window) ?? before.entries[0];
    return known === undefined ? [] : entryMoves(known, entry);
  });
}

/**
 * The prices of a listed schedule that moved by more than ten times either way, or from a price to free or back, unit by unit
 * and tier by tier, each compared with what is stored for the same time of its period and of the day. What was never seen
 * before cannot move.
 */
export function movesTooFar(stored: PriceGroup[], listed: PriceGroup[], nowMs: number): PriceMove[] {
  return listed.flatMap((group, index) => {
    const nextFromMs = listed[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const holdsNow = group.fromMs <= nowMs && nowMs < Math.min(nextFromMs, group.toMs);
    const before = groupAt(stored, holdsNow ? nowMs : group.fromMs);
    return before === undefined || sameContent(before, group) ? [] : groupMoves(before, group);
  });
}
