import type { LabelFilterQuery, UsageFilterQuery } from "@voygent/contracts";
import { DIMENSIONS, type UsageFilter } from "@voygent/db";

/** How an empty provider or model is shown and filtered by. */
export const NONE = "(none)";

/** The stored text as it is shown. */
export const shownValue = (stored: string): string => (stored === "" ? NONE : stored);

/** The parameters of labels, and what the statements call them. */
const LABEL_PARAMETERS = [
  ["agent_id", "agent"],
  ["endpoint", "endpoint"],
  ["tool", "tool"],
] as const;

/** The columns that can be empty; in the others `(none)` is a value like any. */
const OPTIONAL = new Set<string>(["provider", "model"]);

/** What a query filters by, as the statements take it. */
export function filterOfQuery(query: Partial<UsageFilterQuery & LabelFilterQuery>): UsageFilter {
  const named = DIMENSIONS.flatMap((column) => {
    const values = query[column];
    if (values === undefined) return [];
    return [[column, values.map((value) => (value === NONE && OPTIONAL.has(column) ? "" : value))] as const];
  });
  const labelled = LABEL_PARAMETERS.flatMap(([parameter, label]) => {
    const values = query[parameter];
    return values === undefined ? [] : [[label, values.map((value) => (value === NONE ? "" : value))] as const];
  });
  return Object.fromEntries([...named, ...labelled]);
}
