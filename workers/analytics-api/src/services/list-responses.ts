import type { PageQuery, SessionResponseList } from "@voygent/contracts";
import { type ResponsePartRow, selectResponses } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { findSession } from "./find-session.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readRows } from "./read-rows.ts";
import { responseOfRows } from "./response-of-rows.ts";

const SORT = "response";

/** The rows of one response; `first` is the first of them. */
type Rows = { first: ResponsePartRow; rows: ResponsePartRow[] };

/** The rows of each response together, in their order. */
function groupRows(read: ResponsePartRow[]): Rows[] {
  const groups: Rows[] = [];
  for (const row of read) {
    const last = groups.at(-1);
    const isSame = last?.first.response_id === row.response_id && last.first.response_source === row.response_source;
    if (isSame) last.rows.push(row);
    else groups.push({ first: row, rows: [row] });
  }
  return groups;
}

const positionOf = ({ first }: Rows) => ({
  key: String(first.started_at_ms),
  id: first.response_id,
  source: first.response_source,
});

/** One page of a session's responses, the first one at the top. Throws `not_found` when there is no such session. */
export async function listResponses(
  c: AnalyticsContext,
  sessionId: string,
  { limit, cursor, offset = 0 }: PageQuery,
): Promise<SessionResponseList> {
  const wanted = { sessionId, after: decodeCursor(SORT, cursor), limit: limit + 1, offset };
  const [, read] = await Promise.all([
    findSession(c, sessionId),
    readRows<ResponsePartRow>(c, selectResponses(c.env.DB, wanted)),
  ]);
  const { rows, page } = pageOfRows(groupRows(read), { limit, total: read[0]?.total ?? 0, sort: SORT, positionOf });
  return { data: rows.map((group) => responseOfRows(group.first, group.rows)), page };
}
