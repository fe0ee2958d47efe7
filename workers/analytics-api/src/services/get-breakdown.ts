import type { Breakdown, BreakdownQuery, Metric } from "@voygent/contracts";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { bucketDays, calendarOf } from "./calendar.ts";
import { filterOfQuery } from "./filter-of-query.ts";
import { byCost, columnOfGroup, type GroupedUsage, groupUsage, nameOf } from "./group-usage.ts";
import { readGroups } from "./read-groups.ts";
import { requestClosing } from "./request-closing.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import {
  addSums,
  noUsage,
  sumsOfRow,
  totalCostNanoUsd,
  totalTokens,
  toUsageTotals,
  type UsageSums,
} from "./usage-sums.ts";

/** A metric as a number to rank and to share by; a cost as nano-dollars, exact enough for both. */
const METRICS: Record<Metric, (sums: UsageSums) => number> = {
  cost: ({ cost }) => Number(totalCostNanoUsd(cost)),
  interactions: ({ interactionCount }) => interactionCount,
  tokens: totalTokens,
  errors: ({ errorCount }) => errorCount,
};

/** The groups of the range, ranked by a metric. The categories of cost are always ranked by cost. */
export async function getBreakdown(c: AnalyticsContext, query: BreakdownQuery): Promise<Breakdown> {
  const nowMs = Date.now();
  const { group_by: groupBy, limit } = query;
  const metric = groupBy === "category" ? "cost" : query.metric;
  const [filter, range] = [filterOfQuery(query), resolveStatsRange(query, nowMs)];
  const calendar = calendarOf("UTC", range);
  const wanted = { ...bucketDays(calendar, "range"), filter, groupBy: columnOfGroup(groupBy) };
  const { rows, totalRows } = await readGroups(c, wanted);
  requestClosing(c, range, nowMs);
  const totals = totalRows.map(sumsOfRow).reduce(addSums, noUsage());
  const metricOf = METRICS[metric];
  const whole = metricOf(totals);
  const byMetric = (left: GroupedUsage, right: GroupedUsage) =>
    metricOf(right.sums) - metricOf(left.sums) || byCost(left, right);
  return {
    group_by: groupBy,
    metric,
    data: groupUsage(rows, groupBy)
      .toSorted(byMetric)
      .slice(0, limit)
      .map((group) => ({
        key: group.key,
        ...nameOf(group),
        share: whole === 0 ? 0 : metricOf(group.sums) / whole,
        ...toUsageTotals(group.sums),
      })),
    totals: toUsageTotals(totals),
  };
}
