import type { PriceRateRow } from "@voygent/db";

import { StoredRates } from "../../stored-json.ts";
import { groupAt, type PriceGroup, storedGroups } from "./price-groups.ts";

/** The standard rates of a model before and after a list was read, and when an admin last approved any; 0 is never. */
export type StandardRates = {
  before: PriceGroup | undefined;
  after: PriceGroup | undefined;
  approvedAtMs: number;
};

/** What a period charges for input and output, as a text that is equal for equal prices. */
function chargesOf(group: PriceGroup | undefined): string {
  const charges = (group?.entries ?? []).map(({ window, isFree, rates }) => {
    const steps = StoredRates.parse(JSON.parse(rates));
    return [window, isFree, steps["input"] ?? null, steps["output"] ?? null];
  });
  return JSON.stringify(charges);
}

/**
 * The units of a service tier that a listed model has no more, and that stay: as long as the standard prices of input and output
 * are those beside which it was told. None when the tier ends with them, or has ended already.
 */
export function keptTierUnits(tier: PriceRateRow[], standard: StandardRates, nowMs: number): string[] {
  const current = groupAt(storedGroups(tier), nowMs);
  const isApprovedSince = tier.every(({ recordedAtMs }) => recordedAtMs < standard.approvedAtMs);
  if (current === undefined || isApprovedSince || chargesOf(standard.before) !== chargesOf(standard.after)) return [];
  return [...new Set(current.entries.flatMap(({ rates }) => Object.keys(StoredRates.parse(JSON.parse(rates)))))];
}
