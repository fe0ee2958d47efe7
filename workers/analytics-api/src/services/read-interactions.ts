import type { InteractionList } from "@voygent/contracts";
import {
  countInteractions,
  type InstantRange,
  type InteractionFilter,
  type ListPosition,
  type ListedInteractionRow,
  selectInteractions,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { interactionOfRow } from "./interaction-of-row.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readFeedback } from "./read-feedback.ts";
import { readBatchAndRows, type TotalRow } from "./read-rows.ts";

type Wanted = {
  filter: InteractionFilter;
  range: InstantRange;
  sort: "timestamp" | "-timestamp";
  limit: number;
  cursor?: string | undefined;
  offset?: number | undefined;
};

/** Where an interaction stands in a list by time. */
export const positionOfInteraction = (row: ListedInteractionRow): ListPosition => ({
  key: String(row.occurred_at_ms),
  id: row.id,
  source: row.source,
});

/** One page of interactions by time, archived ones included, and how many there are. */
export async function readInteractions(c: AnalyticsContext, wanted: Wanted): Promise<InteractionList> {
  const { filter, range, sort, limit, cursor, offset = 0 } = wanted;
  const after = decodeCursor(sort, cursor);
  const descending = sort === "-timestamp";
  const [read, [counted]] = await readBatchAndRows<ListedInteractionRow, TotalRow>(
    c,
    [selectInteractions(c.env.DB, { filter, range, descending, after, limit: limit + 1, offset })],
    countInteractions(c.env.DB, filter, range),
  );
  const { rows, page } = pageOfRows(read, {
    limit,
    total: counted?.total ?? 0,
    sort,
    positionOf: positionOfInteraction,
  });
  const feedbackOf = await readFeedback(c, rows);
  return { data: rows.map((row) => interactionOfRow(row, feedbackOf(row))), page };
}
