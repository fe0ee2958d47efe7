import type { Page } from "@voygent/contracts";
import type { ListPosition } from "@voygent/db";

import { encodeCursor } from "./list-cursor.ts";

/**
 * Cuts the one row too many that was read to learn whether there is a next page. `positionOf` says where a row stands in
 * the list, `sort` in which order that is.
 */
export function pageOfRows<Row>(
  rows: Row[],
  {
    limit,
    total,
    sort,
    positionOf,
  }: { limit: number; total: number; sort: string; positionOf: (row: Row) => ListPosition },
): { rows: Row[]; page: Page } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasNext = rows.length > limit && last !== undefined;
  return { rows: shown, page: { limit, next_cursor: hasNext ? encodeCursor(sort, positionOf(last)) : null, total } };
}
