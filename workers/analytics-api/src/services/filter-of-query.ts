import type { UsageFilterQuery } from "@voygent/contracts";
import { DIMENSIONS, type UsageFilter } from "@voygent/db";

/** How an empty provider or model is shown and filtered by. */
export const NONE = "(none)";

/** The stored text as it is shown. */
export const shownValue = (stored: string): string => (stored === "" ? NONE : stored);

/** What a query filters by, as the statements take it. */
export function filterOfQuery(query: Partial<UsageFilterQuery>): UsageFilter {
  const named = DIMENSIONS.flatMap((column) => {
    const values = query[column];
    return values === undefined ? [] : [[column, values.map((value) => (value === NONE ? "" : value))] as const];
  });
  return Object.fromEntries(named);
}
