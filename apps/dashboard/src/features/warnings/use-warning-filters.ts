import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

import type { WarningCode, WarningDaysQuery } from "../../api/schema.ts";
import { resolveCurrentRange } from "../../filters/resolve-current-range.ts";
import { WarningsSearch } from "./warnings-search.ts";

/** What the URL asks for on the warnings page: its range, kinds, sources and page, the API's parameters, and a way to change the kinds. */
export function useWarningFilters() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const wanted = useMemo(() => {
    const parsed = WarningsSearch.parse(search);
    const { kind, source, cursor = [] } = parsed;
    const range = resolveCurrentRange(parsed);
    const query: WarningDaysQuery = {
      start_date: range.startDay,
      end_date: range.endDay,
      tz: range.tz,
      ...(source && { source }),
    };
    return { kinds: kind, sources: source, cursors: cursor, range, query };
  }, [search]);
  const change = (next: { kind?: WarningCode[] | undefined; source?: string[] | undefined }) => {
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, ...next, cursor: undefined }),
      resetScroll: false,
    });
  };
  return { ...wanted, change };
}
