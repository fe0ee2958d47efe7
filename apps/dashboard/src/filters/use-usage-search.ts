import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

import { UsageSearch } from "./usage-search.ts";

/** The range and the filters in the URL of the current page. */
export function useUsageSearch(): UsageSearch {
  const search = useSearch({ strict: false });
  return useMemo(() => UsageSearch.parse(search), [search]);
}
