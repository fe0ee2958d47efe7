import { formatQuantity } from "../../format/counts.ts";
import { formatUsd } from "../../format/money.ts";
import { intervalName } from "./interval-name.ts";
import type { ChartPoint, ChartSeries } from "./to-chart-series.ts";

/** What one bar is made of: every group that cost something, the total, and what has no price. */
export function CostTooltip({ point, series }: { point: ChartPoint; series: ChartSeries }) {
  const parts = series.groups
    .map((group, index) => ({ ...group, cost: point.costs[index] ?? "0", usd: point.values[index] ?? 0 }))
    .filter(({ usd }) => usd > 0);
  return (
    <div className="w-64 rounded-lg border border-line-strong bg-raised p-3 text-xs shadow-pop">
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <span className="font-medium">{intervalName(point.date, series.interval)}</span>
        {!series.overlaps && <span className="figures font-semibold">{formatUsd(String(point.totalUsd))}</span>}
      </div>
      {parts.length === 0 && <p className="text-subtle">No cost</p>}
      <ul className="flex flex-col gap-1">
        {parts.map(({ key, name, color, cost }) => (
          <li key={key} className="flex items-center gap-2">
            <span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ background: color }} />
            <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
            <span className="figures">{formatUsd(cost)}</span>
          </li>
        ))}
      </ul>
      {point.unpricedCount > 0 && (
        <p className="mt-2 border-t pt-2 text-warn">
          {formatQuantity(point.unpricedCount, "interaction")} of unknown cost not included
        </p>
      )}
    </div>
  );
}
