import { addDays, type FilterValues, localDayOf, MAX_PAGE_LIMIT } from "@voygent/contracts";
import { type FilterValueRow, selectBusiestUsers, selectFilterValues } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays } from "./calendar.ts";
import { shownValue } from "./filter-of-query.ts";
import { readRows } from "./read-rows.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";

const DAYS = 366;

/** The values that usage of the last year had, most used first; the users are those of the whole life. */
export async function getFilterValues(c: AnalyticsContext): Promise<FilterValues> {
  const nowMs = Date.now();
  const range = resolveStatsRange({ tz: "UTC", start_date: addDays(localDayOf("UTC", nowMs), 1 - DAYS) }, nowMs);
  const [rows, users] = await Promise.all([
    readRows<FilterValueRow>(c, selectFilterValues(c.env.DB, bucketDays(range, "range"))),
    readRows<{ id: string }>(c, selectBusiestUsers(c.env.DB, MAX_PAGE_LIMIT)),
  ]);
  requestClosing(c, range, nowMs);
  return {
    models: mostUsed(rows, (row) => row.model),
    providers: mostUsed(rows, (row) => row.provider),
    users: users.map(({ id }) => id),
    sources: mostUsed(rows, (row) => row.source),
    environments: mostUsed(rows, (row) => row.environment),
  };
}

const byUse = (left: [string, number], right: [string, number]) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1);

function mostUsed(rows: FilterValueRow[], valueOf: (row: FilterValueRow) => string): string[] {
  const uses = new Map<string, number>();
  for (const row of rows) {
    const value = shownValue(valueOf(row));
    uses.set(value, (uses.get(value) ?? 0) + row.interaction_count);
  }
  return [...uses]
    .toSorted(byUse)
    .slice(0, MAX_PAGE_LIMIT)
    .map(([value]) => value);
}
