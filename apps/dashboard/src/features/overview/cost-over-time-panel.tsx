import { useQuery } from "@tanstack/react-query";
import { ChartColumnStacked, Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { dailyUsageOptions } from "../../api/daily-usage-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { timeseriesOptions } from "../../api/timeseries-options.ts";
import type { ResolvedRange } from "../../filters/resolve-range.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CostLegend } from "./cost-legend.tsx";
import { CostTable } from "./cost-table.tsx";
import { toChartSeries } from "./to-chart-series.ts";

// The chart is heavy, so it comes after the figures: with its data and not before.
const CostChart = lazy(() => import("./cost-chart.tsx"));

/** The cost per day, week or month, stacked by model; the same figures as a table on request. */
export function CostOverTimePanel({ title, query, range }: { title: string; query: UsageQuery; range: ResolvedRange }) {
  const [isTable, setIsTable] = useState(false);
  const timeseries = useQuery(timeseriesOptions({ ...query, interval: range.interval, group_by: "model", top: 6 }));
  const { data: daily } = useQuery(dailyUsageOptions(query));
  return (
    <Panel
      title={title}
      description={`Per ${range.interval}, by model, ${range.tz}`}
      actions={
        <Button look="ghost" size="sm" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? <ChartColumnStacked aria-hidden /> : <Table2 aria-hidden />}
          {isTable ? "Show chart" : "Show table"}
        </Button>
      }
    >
      <QueryState query={timeseries} skeleton={<Skeleton className="h-[19.5rem] w-full rounded-lg" />}>
        {(data) => {
          if (data.totals.interaction_count === 0) {
            return <Empty title="No usage in this range">Choose a longer range or fewer filters.</Empty>;
          }
          const series = toChartSeries(data, daily?.data ?? []);
          return isTable ? (
            <CostTable series={series} />
          ) : (
            <figure aria-label={`${title} as a stacked bar chart; the same figures are in the table view`}>
              <div className="h-64">
                <Suspense fallback={<Skeleton className="h-full w-full rounded-lg" />}>
                  <CostChart series={series} />
                </Suspense>
              </div>
              <CostLegend series={series} />
            </figure>
          );
        }}
      </QueryState>
    </Panel>
  );
}
