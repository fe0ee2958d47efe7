import type { DailyUsageList, Interval, Timeseries } from "../../api/schema.ts";
import { modelName } from "../../format/names.ts";
import { seriesColor } from "../../ui/series-color.ts";
import { isCostUnknown } from "../sessions/is-cost-unknown.ts";

/** One layer of the stack; `isUnknown` when no token of it has a price. */
export interface ChartGroup {
  key: string;
  name: string;
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

export interface ChartSeries {
  interval: Interval;
  groups: ChartGroup[];
  points: ChartPoint[];
}

/** Turns the API's groups over time into bars; the days tell how many interactions of each bar have no price. */
export function toChartSeries(timeseries: Timeseries, days: DailyUsageList["data"]): ChartSeries {
  const { interval, dates, data } = timeseries;
  return {
    interval,
    groups: data.map(({ key, is_other: isOther, cost, unpriced_count }, index) => ({
      key: isOther ? "other models" : key,
      name: isOther ? "Other models" : modelName(key),
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
