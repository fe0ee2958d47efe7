import type { UserList, UsersQuery } from "@voygent/contracts";
import { countUsers, selectUsers, type UserRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, calendarOf } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readRows, readTotal } from "./read-rows.ts";
import { readUserModels } from "./read-user-models.ts";
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
  const [read, total] = await Promise.all([
    readRows<UserRow>(c, selectUsers(c.env.DB, { ...bucketDays(calendar, "range"), filter, range, ...page })),
    readTotal(c, countUsers(c.env.DB, filter, range)),
  ]);
  requestClosing(c, calendar, nowMs);
  const { rows, page: answered } = pageOfRows(read, { limit, total, sort, positionOf });
  const models = await readUserModels(
    c,
    rows.map((row) => row.user_id),
  );
  return { data: rows.map((row) => userOfRow(row, models.get(row.user_id) ?? [])), page: answered };
}
