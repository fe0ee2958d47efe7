import type { DailyUsageList, Interval, Timeseries } from "../../api/schema.ts";
import { labelOf, labelsName } from "../../format/labels.ts";
import { seriesColor } from "../../ui/series-color.ts";
import { isCostUnknown } from "../sessions/is-cost-unknown.ts";

/** One layer of the stack, `title` its name in full with the id of an agent; `isUnknown` when no token of it has a price. */
export interface ChartGroup {
  key: string;
  name: string;
  title: string;
  color: string;
  totalCost: string;
  isUnknown: boolean;
}

/** One bar: the cost of each group in the order of the groups, as exact text and as a number to draw. */
export interface ChartPoint {
  date: string;
  costs: string[];
  values: number[];
  totalUsd: number;
  unpricedCount: number;
}

/** The stack; `overlaps` when an interaction may count in several groups, so that their sum is no total. */
export interface ChartSeries {
  interval: Interval;
  overlaps: boolean;
  groups: ChartGroup[];
  points: ChartPoint[];
}

/** Turns the API's groups over time into bars; the days tell how many interactions of each bar have no price. */
export function toChartSeries(timeseries: Timeseries, days: DailyUsageList["data"]): ChartSeries {
  const { interval, group_by: groupBy, dates, data } = timeseries;
  return {
    interval,
    overlaps: groupBy === "tool",
    groups: data.map(({ key, name, is_other: isOther, cost, unpriced_count }, index) => ({
      key: isOther ? "(other)" : key,
      ...(isOther
        ? { name: `Other ${labelsName(groupBy)}`, title: `Other ${labelsName(groupBy)}` }
        : labelOf(groupBy, { key, name })),
      color: seriesColor(index, isOther),
      totalCost: cost.total,
      isUnknown: isCostUnknown({ cost, unpriced_count }),
    })),
    points: dates.map((date, index) => {
      const costs = data.map(({ points }) => points[index]?.cost ?? "0.000000000");
      const values = costs.map(Number);
      const next = dates[index + 1];
      return {
        date,
        costs,
        values,
        totalUsd: values.reduce((sum, value) => sum + value, 0),
        unpricedCount: days
          .filter((day) => (index === 0 || day.date >= date) && (next === undefined || day.date < next))
          .reduce((sum, day) => sum + day.unpriced_count, 0),
      };
    }),
  };
}
