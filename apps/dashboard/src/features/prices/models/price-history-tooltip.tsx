import { formatRate, formatUtcDay } from "../../../format/prices.ts";
import { seriesColor } from "../../../ui/series-color.ts";
import type { HistoryPoint, HistorySeries } from "./to-history-series.ts";

/** The prices from one day on, by list. */
export function PriceHistoryTooltip({ point, series }: { point: HistoryPoint; series: HistorySeries[] }) {
  return (
    <div className="w-56 rounded-lg border border-line-strong bg-raised p-3 text-xs shadow-pop">
      <p className="mb-2 font-medium">From {formatUtcDay(new Date(point.atMs).toISOString())}</p>
      <ul className="flex flex-col gap-1">
        {series.map(({ key, name }, index) => {
          const price = point.prices[index] ?? null;
          return (
            <li key={key} className="flex items-center gap-2">
              <span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ background: seriesColor(index) }} />
              <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
              <span className="figures">{price === null ? "—" : formatRate(String(price))}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
