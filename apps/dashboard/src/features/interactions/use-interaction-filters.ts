import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

import type { InteractionsQuery } from "../../api/schema.ts";
import { resolveCurrentRange } from "../../filters/resolve-current-range.ts";
import { toUsageQuery } from "../../filters/to-usage-query.ts";
import { InteractionsSearch } from "./interactions-search.ts";

/** What the URL asks for on the list of interactions: its range, filters and page, the API's parameters, and a way to change the filters. */
export function useInteractionFilters() {
  const current = useSearch({ strict: false });
  const navigate = useNavigate();
  const wanted = useMemo(() => {
    const search = InteractionsSearch.parse(current);
    const { status, agent, endpoint, tool, cause, cursor = [] } = search;
    const range = resolveCurrentRange(search);
    const query: InteractionsQuery = {
      ...toUsageQuery(search, range),
      ...(status && { status }),
      ...(agent && { agent_id: agent }),
      ...(endpoint && { endpoint }),
      ...(tool && { tool }),
      ...(cause && { cause }),
    };
    return { search, range, query, cursors: cursor };
  }, [current]);
  const change = (next: Partial<InteractionsSearch>) => {
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, ...next, cursor: undefined }),
      resetScroll: false,
    });
  };
  return { ...wanted, change };
}
