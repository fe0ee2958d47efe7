import { hasUnknownCost } from "@voygent/contracts";

/** Each of our four kinds of tokens is rounded to a nano-dollar by half of one at most, and so is LibreChat's figure. */
const ROUNDING_NANO_USD = 3;

/** Sums over calls of LibreChat's own figures, and of how they compare with our costs, each call by itself. */
export type LibrechatSums = {
  librechatCostNanoUsd: number;
  /** The figures of calls whose cost is unknown here. */
  unpricedLibrechatCostNanoUsd: number;
  /** The calls that cost the same but for rounding, with our costs and LibreChat's figures of them. */
  equalCount: number;
  equalCostNanoUsd: number;
  equalLibrechatCostNanoUsd: number;
};

/** The columns of these sums, in the order in which they travel. */
const COLUMNS = [
  ["librechatCostNanoUsd", "librechat_cost_nano_usd"],
  ["unpricedLibrechatCostNanoUsd", "unpriced_librechat_cost_nano_usd"],
  ["equalCount", "equal_count"],
  ["equalCostNanoUsd", "equal_cost_nano_usd"],
  ["equalLibrechatCostNanoUsd", "equal_librechat_cost_nano_usd"],
] as const satisfies [keyof LibrechatSums, string][];

/** The names of the columns. */
export const LIBRECHAT_COLUMNS = COLUMNS.map(([, column]) => column);

/** The sums as they travel: numbers in column order. */
export const librechatValues = (sums: LibrechatSums): number[] => COLUMNS.map(([key]) => sums[key]);

/** Sums over no call. */
export const noLibrechatSums = (): LibrechatSums => ({
  librechatCostNanoUsd: 0,
  unpricedLibrechatCostNanoUsd: 0,
  equalCount: 0,
  equalCostNanoUsd: 0,
  equalLibrechatCostNanoUsd: 0,
});

/** Adds to sums, or with -1 takes from them, what one call counts for: its estimate, and LibreChat's figure where it has told one. */
export function addLibrechatSums(
  sums: LibrechatSums,
  { costStatus, aiTokensCostNanoUsd }: { costStatus: string; aiTokensCostNanoUsd: number | null },
  figureNanoUsd: number | null,
  times: 1 | -1 = 1,
): void {
  if (figureNanoUsd === null) return;
  sums.librechatCostNanoUsd += times * figureNanoUsd;
  if (hasUnknownCost(costStatus)) {
    sums.unpricedLibrechatCostNanoUsd += times * figureNanoUsd;
    return;
  }
  const cost = aiTokensCostNanoUsd ?? 0;
  if (Math.abs(cost - figureNanoUsd) > ROUNDING_NANO_USD) return;
  sums.equalCount += times;
  sums.equalCostNanoUsd += times * cost;
  sums.equalLibrechatCostNanoUsd += times * figureNanoUsd;
}

/** SQL that is true of interactions with this alias whose cost is known and as LibreChat's figure, SQL as well, but for rounding. */
export const costsTheSame = (row: string, figure: string): string =>
  `(${row}.cost_status NOT IN ('unpriced', 'usage_unknown')
    AND abs(coalesce(${row}.ai_tokens_cost_nano_usd, 0) - ${figure}) <= ${ROUNDING_NANO_USD})`;
