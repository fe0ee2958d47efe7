import type { SessionList, SessionsQuery } from "@voygent/contracts";
import { countSessions, selectSessions, type SessionRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readBatchAndRows, type TotalRow } from "./read-rows.ts";
import { resolveInstants } from "./resolve-range.ts";
import { sessionOfRow } from "./session-of-row.ts";
import { sortOfQuery } from "./sort-of-query.ts";

const SORT_FIELDS = ["last_activity_at", "started_at", "cost", "interaction_count", "error_count"] as const;

const positionOf = ({ sort_key, id }: SessionRow) => ({ key: String(sort_key), id });

/** One page of sessions, archived ones included, and how many there are. */
export async function listSessions(c: AnalyticsContext, query: SessionsQuery): Promise<SessionList> {
  const { limit, sort, cursor, offset = 0 } = query;
  const [filter, range] = [filterOfQuery(query), resolveInstants(query)];
  const { field, descending } = sortOfQuery(sort, SORT_FIELDS);
  const after = decodeCursor(sort, cursor);
  const [read, [counted]] = await readBatchAndRows<SessionRow, TotalRow>(
    c,
    [selectSessions(c.env.DB, { filter, range, sort: field, descending, after, limit: limit + 1, offset })],
    countSessions(c.env.DB, filter, range),
  );
  const { rows, page } = pageOfRows(read, { limit, total: counted?.total ?? 0, sort, positionOf });
  const nowMs = Date.now();
  return { data: rows.map((row) => sessionOfRow(row, nowMs)), page };
}
