import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

import { PricesSearch } from "./prices-search.ts";

/** What the URL of a prices page asks for, and a way to change it; a list begins again at its first page. */
export function usePricesSearch(): [PricesSearch, (change: Partial<PricesSearch>) => void] {
  const raw = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => PricesSearch.parse(raw), [raw]);
  const change = (next: Partial<PricesSearch>) =>
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, cursor: undefined, ...next }),
      resetScroll: false,
    });
  return [search, change];
}
