import { QUARTER_HOUR_MS, type UnknownUsage, type UsageFilterQuery } from "@voygent/contracts";
import { countUnknownUsage as selectUnknownUsage, type UnknownUsageRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { readRows } from "./read-rows.ts";
import { resolveInstants } from "./resolve-range.ts";

/** How many calls of the range, widened to quarter hours as statistics are, are unpriced because no count of them is known. */
export async function countUnknownUsage(c: AnalyticsContext, query: UsageFilterQuery): Promise<UnknownUsage> {
  const { startMs, endMs } = resolveInstants(query);
  const range = {
    startMs: Math.floor(startMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
    endMs: Math.ceil(endMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS,
  };
  const [row] = await readRows<UnknownUsageRow>(c, selectUnknownUsage(c.env.DB, range, filterOfQuery(query)));
  return { usage_unknown_count: row?.interaction_count ?? 0 };
}
