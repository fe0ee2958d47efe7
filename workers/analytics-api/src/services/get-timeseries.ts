import type { Timeseries, TimeseriesQuery } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";
import { isOfLabelsAlone } from "@voygent/db";
import { AppError } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, bucketHours, bucketUtcDays } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { byCost, columnOfGroup, type GroupedUsage, groupUsage, mergeGroups, nameOf } from "./group-usage.ts";
import { readGroups } from "./read-groups.ts";
import { asksForLabels } from "./read-label-usage.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange, type StatsRange } from "./resolve-range.ts";
import { addSums, noUsage, sumsOfRow, totalCostNanoUsd, totalTokens, toUsageTotals } from "./usage-sums.ts";

/** The usage of the range over time, by group: the dearest ones and all others together. */
export async function getTimeseries(c: AnalyticsContext, query: TimeseriesQuery): Promise<Timeseries> {
  const nowMs = Date.now();
  const { interval, group_by: groupBy, top } = query;
  const [filter, range] = [filterOfQuery(query), resolveStatsRange(query, nowMs)];
  const buckets = interval === "hour" ? hoursOf(range) : bucketDays(range, interval);
  const column = columnOfGroup(groupBy);
  const isSummedInUtc =
    groupBy === "user" || (asksForLabels({ filter, groupBy: column }) && !isOfLabelsAlone(filter, column));
  const days = isSummedInUtc && interval !== "hour" ? bucketUtcDays(buckets) : buckets;
  const { rows, totalRows } = await readGroups(c, { ...days, filter, groupBy: column });
  requestClosing(c, range, nowMs);
  const dates = [...new Set(buckets.days.map(({ bucket }) => bucket))];
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
    totals: toUsageTotals(totalRows.map(sumsOfRow).reduce(addSums, noUsage())),
  };
}

/** Most days of hours: a month of them fills a chart, and they are read from the quarter hours. */
const MOST_DAYS_OF_HOURS = 31;

function hoursOf(range: StatsRange) {
  if (range.days.length <= MOST_DAYS_OF_HOURS) return bucketHours(range);
  const message = `must not be hour for more than ${MOST_DAYS_OF_HOURS} days; ask for day`;
  throw new AppError("invalid_input", "some fields are not valid", { fields: [{ path: "interval", message }] });
}

const timeseriesGroup = (group: GroupedUsage, dates: string[], isOther: boolean) => ({
  key: group.key,
  ...nameOf(group),
  is_other: isOther,
  ...toUsageTotals(group.sums),
  points: dates.map((date) => {
    const point = group.buckets.get(date) ?? noUsage();
    return {
      interaction_count: point.interactionCount,
      cost: formatNanoUsd(totalCostNanoUsd(point.cost)),
      tokens: totalTokens(point),
    };
  }),
});
