import { useSearch } from "@tanstack/react-router";

import { ListSearch } from "./usage-search.ts";

/** The sort key in the URL, and the cursors of the pages passed so far. */
export function useListSearch(): { sort: string | undefined; cursors: string[] } {
  const { sort, cursor = [] } = ListSearch.parse(useSearch({ strict: false }));
  return { sort, cursors: cursor };
}
