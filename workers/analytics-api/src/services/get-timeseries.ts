import type { Timeseries, TimeseriesQuery } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketOfDay } from "./bucket-of-day.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { byCost, columnOfGroup, type GroupedUsage, groupUsage, mergeGroups } from "./group-usage.ts";
import { readUsage } from "./read-usage.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { addSums, noUsage, sumsOfRow, totalCostNanoUsd, totalTokens, toUsageTotals } from "./usage-sums.ts";

/** The usage of the range over time, by group: the dearest ones and all others together. */
export async function getTimeseries(c: AnalyticsContext, query: TimeseriesQuery): Promise<Timeseries> {
  const nowMs = Date.now();
  const { interval, group_by: groupBy, top } = query;
  const [filter, range] = [filterOfQuery(query), resolveStatsRange(query, nowMs)];
  const days = range.days.map((day) => ({ ...day, bucket: bucketOfDay(day.day, interval) }));
  const rows = await readUsage(c, { tz: range.tz, days, filter, groupBy: columnOfGroup(groupBy) });
  requestClosing(c, range, nowMs);
  const dates = [...new Set(days.map(({ bucket }) => bucket))];
  const groups = groupUsage(rows, groupBy).toSorted(byCost);
  const [shown, others] = [groups.slice(0, top), groups.slice(top)];
  return {
    interval,
    group_by: groupBy,
    tz: range.tz,
    dates,
    data: [
      ...shown.map((group) => timeseriesGroup(group, dates, false)),
      ...(others.length > 0 ? [timeseriesGroup(mergeGroups("other", others), dates, true)] : []),
    ],
    totals: toUsageTotals(rows.map(sumsOfRow).reduce(addSums, noUsage())),
  };
}

const timeseriesGroup = ({ key, sums, buckets }: GroupedUsage, dates: string[], isOther: boolean) => ({
  key,
  is_other: isOther,
  ...toUsageTotals(sums),
  points: dates.map((date) => {
    const point = buckets.get(date) ?? noUsage();
    return {
      interaction_count: point.interactionCount,
      cost: formatNanoUsd(totalCostNanoUsd(point.cost)),
      tokens: totalTokens(point),
    };
  }),
});
