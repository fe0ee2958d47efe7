import { WarningCode, type WarningList, type WarningsQuery } from "@voygent/contracts";
import { countWarnings, selectWarnings, type WarningRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { decodeCursor } from "./list-cursor.ts";
import { pageOfRows } from "./page-of-rows.ts";
import { readBatchAndRows, type TotalRow } from "./read-rows.ts";
import { resolveInstants } from "./resolve-range.ts";
import { toInstant } from "./session-of-row.ts";

const SORT = "-last_seen_at";

const positionOf = (row: WarningRow) => ({ key: String(row.last_seen_at_ms), id: row.position });

/** One page of what came in and was odd, seen last first, and how many odd things there are. */
export async function listWarnings(c: AnalyticsContext, query: WarningsQuery): Promise<WarningList> {
  const { kind, source, limit, cursor, offset = 0 } = query;
  const filter = { range: resolveInstants(query), kind, source };
  const [read, [counted]] = await readBatchAndRows<WarningRow, TotalRow>(
    c,
    [selectWarnings(c.env.DB, { filter, after: decodeCursor(SORT, cursor), limit: limit + 1, offset })],
    countWarnings(c.env.DB, filter),
  );
  const { rows, page } = pageOfRows(read, { limit, total: counted?.total ?? 0, sort: SORT, positionOf });
  return {
    data: rows.map((row) => ({
      kind: WarningCode.parse(row.kind),
      subject: row.subject,
      source: row.source,
      count: row.warning_count,
      first_seen_at: toInstant(row.first_seen_at_ms),
      last_seen_at: toInstant(row.last_seen_at_ms),
      example_id: row.example_id,
      example_is_stored: row.example_is_stored === 1,
    })),
    page,
  };
}
