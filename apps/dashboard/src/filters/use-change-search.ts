import { useNavigate } from "@tanstack/react-router";

import type { UsageSearch } from "./usage-search.ts";

/** Writes a changed range or filter into the URL of the current page; a list begins again at its first page. */
export function useChangeSearch(): (change: Partial<UsageSearch> & { sort?: string }) => void {
  const navigate = useNavigate();
  return (change) => {
    void navigate({
      to: ".",
      search: (search: object) => ({ ...search, ...change, cursor: undefined }),
      resetScroll: false,
    });
  };
}
