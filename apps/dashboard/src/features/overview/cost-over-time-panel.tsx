import { useQuery } from "@tanstack/react-query";
import { ChartColumnStacked, Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { dailyUsageOptions } from "../../api/daily-usage-options.ts";
import type { UsageQuery } from "../../api/schema.ts";
import { timeseriesOptions } from "../../api/timeseries-options.ts";
import { useChangeSearch } from "../../filters/use-change-search.ts";
import { useUsageSearch } from "../../filters/use-usage-search.ts";
import type { ResolvedRange } from "../../filters/resolve-range.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Choice } from "../prices/choice.tsx";
import { CostLegend } from "./cost-legend.tsx";
import { CostTable } from "./cost-table.tsx";
import { toChartSeries } from "./to-chart-series.ts";

// The chart is heavy, so it comes after the figures: with its data and not before.
const CostChart = lazy(() => import("./cost-chart.tsx"));

const GROUPS = [
  { value: "model", name: "Models" },
  { value: "agent", name: "Agents" },
  { value: "endpoint", name: "Endpoints" },
  { value: "tool", name: "Tools" },
] as const;

/** The cost per day, week or month, stacked by what the URL says, models at first; the same figures as a table on request. */
export function CostOverTimePanel({ title, query, range }: { title: string; query: UsageQuery; range: ResolvedRange }) {
  const [isTable, setIsTable] = useState(false);
  const { group = "model" } = useUsageSearch();
  const change = useChangeSearch();
  const timeseries = useQuery(timeseriesOptions({ ...query, interval: range.interval, group_by: group, top: 6 }));
  const { data: daily } = useQuery(dailyUsageOptions(query));
  return (
    <Panel
      title={title}
      stacked
      description={`Per ${range.interval}, by ${group}, ${range.tz}${group === "tool" ? "; an interaction counts under each tool that it used" : ""}`}
      actions={
        <div className="flex w-full shrink-0 items-center justify-between gap-2 sm:w-auto">
          <Choice
            label="Group the cost over time by"
            options={[...GROUPS]}
            chosen={group}
            onChange={(chosen) => change({ group: chosen === "model" ? undefined : chosen })}
          />
          <Button look="ghost" size="sm" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? <ChartColumnStacked aria-hidden /> : <Table2 aria-hidden />}
            <span className="max-sm:sr-only">{isTable ? "Show chart" : "Show table"}</span>
          </Button>
        </div>
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
