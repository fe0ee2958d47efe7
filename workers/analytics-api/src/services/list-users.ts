import type { UserList, UsersQuery } from "@voygent/contracts";
import { countUsers, selectUsers, type UserRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, calendarOf } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readBatchAndRows, type TotalRow } from "./read-rows.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { sortOfQuery } from "./sort-of-query.ts";
import { userOfRow } from "./user-of-row.ts";

const SORT_FIELDS = ["cost", "interaction_count", "session_count", "last_seen_at", "user_id"] as const;

const positionOf = (row: UserRow) => ({ key: row.position, id: row.user_id });

/** One page of the users who were active in the range, and how many there are. */
export async function listUsers(c: AnalyticsContext, query: UsersQuery): Promise<UserList> {
  const nowMs = Date.now();
  const { limit, sort, cursor, offset = 0 } = query;
  const [filter, range] = [filterOfQuery(query), resolveStatsRange(query, nowMs)];
  const { field, descending } = sortOfQuery(sort, SORT_FIELDS);
  const calendar = calendarOf("UTC", range);
  const after = decodeCursor(sort, cursor);
  const page = { sort: field, descending, after, limit: limit + 1, offset };
  const [read, [counted]] = await readBatchAndRows<UserRow, TotalRow>(
    c,
    [selectUsers(c.env.DB, { ...bucketDays(calendar, "range"), filter, range, ...page })],
    countUsers(c.env.DB, filter, range),
  );
  requestClosing(c, range, nowMs);
  const { rows, page: answered } = pageOfRows(read, { limit, total: counted?.total ?? 0, sort, positionOf });
  return { data: rows.map(userOfRow), page: answered };
}
