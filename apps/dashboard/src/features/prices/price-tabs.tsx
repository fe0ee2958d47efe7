import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { cn } from "../../ui/cn.ts";
import type { PriceTab } from "./prices-search.ts";

/** Scrolls a row sideways, and nothing else, until an element of it stands in its middle. */
function centre(row: HTMLElement, element: HTMLElement) {
  const [outer, inner] = [row.getBoundingClientRect(), element.getBoundingClientRect()];
  row.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

/** The sections of the prices page; which one is shown stands in the URL as `tab`. On narrow screens they scroll sideways. */
export function PriceTabs({
  tabs,
  current,
}: {
  tabs: { id: PriceTab; name: string; count?: number | undefined }[];
  current: PriceTab;
}) {
  const row = useRef<HTMLElement>(null);
  const currentTab = useRef<HTMLAnchorElement>(null);
  const counts = tabs.map(({ count }) => count ?? 0).join(" ");
  // On a narrow screen the current tab may lie beyond the edge, and a count that arrives late may push it there.
  useEffect(() => {
    if (row.current !== null && currentTab.current !== null) centre(row.current, currentTab.current);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is measured depends on the tab and on the counts beside the names
  }, [current, counts]);
  return (
    <nav ref={row} aria-label="Prices" className="-mx-4 mb-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex min-w-max gap-5">
        {tabs.map(({ id, name, count }, index) => (
          <li key={id}>
            <Link
              ref={id === current ? currentTab : undefined}
              to="."
              search={({ range, start, end, tz }) => ({ range, start, end, tz, tab: index === 0 ? undefined : id })}
              aria-current={id === current ? "page" : undefined}
              className={cn(
                "-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent text-sm whitespace-nowrap text-muted hover:text-ink",
                id === current && "border-accent font-medium text-ink",
              )}
            >
              {name}
              {count !== undefined && count > 0 && (
                <span className="figures rounded-full bg-warn-soft px-1.5 text-2xs font-medium text-warn">{count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
