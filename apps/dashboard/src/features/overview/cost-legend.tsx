import { Money } from "../../ui/money.tsx";
import type { ChartSeries } from "./to-chart-series.ts";

/** Which colour stands for which group, with its cost in the range. */
export function CostLegend({ series }: { series: ChartSeries }) {
  return (
    <figcaption className="mt-3">
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-xs">
        {series.groups.map(({ key, name, title, color, totalCost, isUnknown }) => (
          <li key={key} className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ background: color }} />
            <span className="max-w-52 truncate text-muted" title={title}>
              {name}
            </span>
            {isUnknown ? (
              <span className="text-warn">unpriced</span>
            ) : (
              <Money amount={totalCost} className="text-subtle" />
            )}
          </li>
        ))}
      </ul>
    </figcaption>
  );
}
