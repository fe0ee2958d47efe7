import {
  type BucketDays,
  filteredColumns,
  MODEL_DIMENSIONS,
  selectClosedUsage,
  selectLiveUsage,
  type UsageFilter,
  type UsageGroup,
  type UsageRow,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readBatch } from "./read-rows.ts";

type Wanted = BucketDays & { filter: UsageFilter; groupBy: UsageGroup };

/** Whether sums of closed periods answer a question: those by user know nothing of models, the others nothing of users. */
function isClosedKnown({ filter, groupBy }: Wanted): boolean {
  const columns = filteredColumns(filter);
  if (groupBy === "user_id") return columns.length === 0;
  return columns.every((column) => MODEL_DIMENSIONS.some((dimension) => dimension === column));
}

/** The statements of `readUsage`. */
export function usageStatements(database: D1Database, wanted: Wanted): D1PreparedStatement[] {
  const isClosed = isClosedKnown(wanted);
  const which = isClosed ? "open" : "every";
  const live = selectLiveUsage(database, { ...wanted, which, distinct: false });
  return isClosed ? [selectClosedUsage(database, wanted), live] : [live];
}

/**
 * The usage of a range by bucket and group: closed periods from their sums, the rest from the rollup of quarter hours. By
 * user the days must be those of UTC. A bucket and group can have several rows.
 */
export async function readUsage(c: AnalyticsContext, wanted: Wanted): Promise<UsageRow[]> {
  return await readBatch<UsageRow>(c, usageStatements(c.env.DB, wanted));
}
