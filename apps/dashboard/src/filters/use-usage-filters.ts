import { useMemo } from "react";

import { resolveCurrentRange } from "./resolve-current-range.ts";
import { toUsageQuery } from "./to-usage-query.ts";
import { useUsageSearch } from "./use-usage-search.ts";

/** The range and the API's parameters for what the URL asks for. */
export function useUsageFilters() {
  const search = useUsageSearch();
  return useMemo(() => {
    const range = resolveCurrentRange(search);
    return { search, range, query: toUsageQuery(search, range) };
  }, [search]);
}
