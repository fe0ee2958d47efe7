import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import { formatUsdTick } from "../../format/money.ts";
import { intervalTick } from "./interval-name.ts";
import { moneyTicks } from "./money-ticks.ts";
import { CostTooltip } from "./cost-tooltip.tsx";
import type { ChartPoint, ChartSeries } from "./to-chart-series.ts";

const AXIS_TEXT = { fontSize: 11, fill: "var(--subtle)" };

/** The width of a digit of the axis, roughly. */
const CHARACTER_PX = 6.5;

/** The stacked bars; a chunk of its own, because the chart library is larger than the rest of the page. */
export default function CostChart({ series }: { series: ChartSeries }) {
  const { groups, points, interval } = series;
  const ticks = moneyTicks(Math.max(0, ...points.map(({ totalUsd }) => totalUsd)));
  const tickTexts = ticks.map((usd) => formatUsdTick(usd, ticks[1] ?? 1));
  const isDense = points.length > 45;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={points}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barCategoryGap={isDense ? "14%" : "22%"}
        maxBarSize={56}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="date"
          tickFormatter={(date: string) => intervalTick(date, interval)}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          interval="equidistantPreserveStart"
          minTickGap={28}
          tickMargin={8}
        />
        <YAxis
          tickFormatter={(usd: number) => formatUsdTick(usd, ticks[1] ?? 1)}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={false}
          width={Math.max(52, 14 + CHARACTER_PX * Math.max(...tickTexts.map((text) => text.length)))}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--hover)" }}
          wrapperStyle={{ zIndex: 20, outline: "none" }}
          content={({ active, payload }) => {
            const point: ChartPoint | undefined = payload[0]?.payload;
            return active && point !== undefined ? <CostTooltip point={point} series={series} /> : null;
          }}
        />
        {groups.map(({ key, name, color }, index) => (
          <Bar
            key={key}
            name={name}
            dataKey={({ values }: ChartPoint) => values[index] ?? 0}
            stackId="cost"
            fill={color}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
