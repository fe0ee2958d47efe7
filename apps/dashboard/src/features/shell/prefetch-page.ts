import type { QueryClient } from "@tanstack/react-query";

import { callerOptions } from "../../api/caller-options.ts";
import { parseSearchText } from "../../filters/search-text.ts";
import { UsageSearch } from "../../filters/usage-search.ts";
import { prefetchOverview } from "../overview/prefetch-overview.ts";

/** Asks who is signed in and for the overview's figures, before the page that shows them is there; does not wait. */
export function prefetchPage(
  queryClient: QueryClient,
  { pathname, search }: Pick<Location, "pathname" | "search">,
): void {
  if (pathname === "/sign-in") return;
  void queryClient.prefetchQuery(callerOptions());
  if (pathname === "/") prefetchOverview(queryClient, UsageSearch.parse(parseSearchText(search)));
}
