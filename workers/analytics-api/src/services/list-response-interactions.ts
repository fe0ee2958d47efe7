import type { InteractionList, PageQuery } from "@voygent/contracts";
import {
  countResponseInteractions,
  type ListedInteractionRow,
  type ResponseKey,
  selectResponseInteractions,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { findSession } from "./find-session.ts";
import { interactionOfRow } from "./interaction-of-row.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readFeedback } from "./read-feedback.ts";
import { positionOfInteraction } from "./read-interactions.ts";
import { readBatchAndRows, type TotalRow } from "./read-rows.ts";

const SORT = "timestamp";

/** One page of the interactions of one response, oldest first. Throws `not_found` when there is no such session. */
export async function listResponseInteractions(
  c: AnalyticsContext,
  key: ResponseKey,
  { limit, cursor, offset = 0 }: PageQuery,
): Promise<InteractionList> {
  const page = { after: decodeCursor(SORT, cursor), limit: limit + 1, offset };
  const [, [read, [counted]]] = await Promise.all([
    findSession(c, key.sessionId),
    readBatchAndRows<ListedInteractionRow, TotalRow>(
      c,
      [selectResponseInteractions(c.env.DB, key, page)],
      countResponseInteractions(c.env.DB, key),
    ),
  ]);
  const shown = pageOfRows(read, {
    limit,
    total: counted?.total ?? 0,
    sort: SORT,
    positionOf: positionOfInteraction,
  });
  const feedbackOf = await readFeedback(c, shown.rows);
  return { data: shown.rows.map((row) => interactionOfRow(row, feedbackOf(row))), page: shown.page };
}
