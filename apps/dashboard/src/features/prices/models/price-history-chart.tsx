import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import { formatRate, formatUtcDay } from "../../../format/prices.ts";
import { seriesColor } from "../../../ui/series-color.ts";
import { PriceHistoryTooltip } from "./price-history-tooltip.tsx";
import type { HistoryPoint, HistorySeries } from "./to-history-series.ts";

const AXIS_TEXT = { fontSize: 11, fill: "var(--subtle)" };

/** Prices over time as steps; a chunk of its own, because the chart library is larger than the rest of the page. */
export default function PriceHistoryChart({
  series,
  points,
  nowMs,
}: {
  series: HistorySeries[];
  points: HistoryPoint[];
  nowMs: number;
}) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={points} margin={{ top: 16, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="atMs"
          type="number"
          domain={["dataMin", "dataMax"]}
          tickFormatter={(atMs: number) => formatUtcDay(new Date(atMs).toISOString())}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          tickCount={5}
          minTickGap={40}
          tickMargin={8}
        />
        <YAxis
          domain={[0, "auto"]}
          tickFormatter={(usd: number) => formatRate(String(usd))}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={false}
          width={60}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          wrapperStyle={{ zIndex: 20, outline: "none" }}
          content={({ active, payload }) => {
            const point: HistoryPoint | undefined = payload[0]?.payload;
            return active && point !== undefined ? <PriceHistoryTooltip point={point} series={series} /> : null;
          }}
        />
        <ReferenceLine
          x={nowMs}
          stroke="var(--subtle)"
          strokeDasharray="3 3"
          label={{ value: "Today", position: "top", fontSize: 11, fill: "var(--subtle)" }}
        />
        {series.map(({ key, name }, index) => (
          <Line
            key={key}
            name={name}
            type="stepAfter"
            dataKey={({ prices }: HistoryPoint) => prices[index] ?? null}
            stroke={seriesColor(index)}
            strokeWidth={2}
            {...(index > 0 && { strokeDasharray: "5 3" })}
            dot={false}
            activeDot={{ r: 3.5 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
