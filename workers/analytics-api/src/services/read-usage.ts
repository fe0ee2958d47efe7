import {
  type BucketDays,
  filteredColumns,
  MODEL_DIMENSIONS,
  selectClosedPeriods,
  selectClosedUsage,
  selectLiveUsage,
  type UsageFilter,
  type UsageGroup,
  type UsageRow,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readBatch } from "./read-rows.ts";

type Wanted = BucketDays & { filter: UsageFilter; groupBy: UsageGroup };

/** What holds the sums of closed periods for a question; null when only the rollup of quarter hours knows. */
function closedStatement(database: D1Database, wanted: Wanted): D1PreparedStatement | null {
  const columns = filteredColumns(wanted.filter);
  if (columns.length === 0 && wanted.groupBy === null) return selectClosedPeriods(database, wanted);
  if (wanted.groupBy === "user_id") return columns.length === 0 ? selectClosedUsage(database, wanted) : null;
  const isByModel = columns.every((column) => MODEL_DIMENSIONS.some((dimension) => dimension === column));
  return isByModel ? selectClosedUsage(database, wanted) : null;
}

/**
 * The usage of a range by bucket and group: closed periods from their sums, the rest from the rollup of quarter hours. A
 * bucket and group can have several rows.
 */
export async function readUsage(c: AnalyticsContext, wanted: Wanted): Promise<UsageRow[]> {
  const closed = closedStatement(c.env.DB, wanted);
  const which = closed === null ? "every" : "open";
  const live = selectLiveUsage(c.env.DB, { ...wanted, which, distinct: false });
  return await readBatch<UsageRow>(c, closed === null ? [live] : [closed, live]);
}
