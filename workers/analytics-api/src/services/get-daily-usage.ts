import type { DailyUsageList, UsageFilterQuery } from "@voygent/contracts";
import {
  type ActivityCounts,
  filteredColumns,
  selectActivityCounts,
  selectClosedDays,
  selectLiveUsage,
  type UsageRow,
} from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, calendarOf } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { readBatchAndRows } from "./read-rows.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { toInstant } from "./session-of-row.ts";
import { addSums, noUsage, sumsOfRow, toUsageTotals } from "./usage-sums.ts";

/** The usage of every day of the range. */
export async function getDailyUsage(c: AnalyticsContext, query: UsageFilterQuery): Promise<DailyUsageList> {
  const nowMs = Date.now();
  const [filter, range] = [filterOfQuery(query), resolveStatsRange(query, nowMs)];
  const days = bucketDays(range, "day");
  const utc = calendarOf("UTC", range);
  const isFiltered = filteredColumns(filter).length > 0;
  const which = isFiltered ? "every" : "open";
  const live = selectLiveUsage(c.env.DB, { ...days, filter, groupBy: null, which, distinct: true });
  const [rows, [counts]] = await readBatchAndRows<UsageRow, ActivityCounts>(
    c,
    isFiltered ? [live] : [selectClosedDays(c.env.DB, days), live],
    selectActivityCounts(c.env.DB, { ...bucketDays(utc, "range"), filter, range }),
  );
  requestClosing(c, range, nowMs);
  const rowOfDay = new Map(rows.map((row) => [row.bucket, row]));
  return {
    data: days.days.map(({ bucket }) => dailyUsage(bucket, rowOfDay.get(bucket))),
    totals: {
      session_count: counts?.session_count ?? 0,
      user_count: counts?.user_count ?? 0,
      ...toUsageTotals(rows.map(sumsOfRow).reduce(addSums, noUsage())),
    },
    tz: range.tz,
    start: toInstant(range.startMs),
    end: toInstant(range.endMs),
  };
}

const dailyUsage = (date: string, row: UsageRow | undefined) => ({
  date,
  session_count: row?.session_count ?? 0,
  user_count: row?.user_count ?? 0,
  ...toUsageTotals(row === undefined ? noUsage() : sumsOfRow(row)),
});
