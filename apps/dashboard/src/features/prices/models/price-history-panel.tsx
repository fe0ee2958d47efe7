import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { priceHistoryOptions } from "../../../api/price-history-options.ts";
import type { PriceHistory } from "../../../api/pricing-schema.ts";
import { unitHeading, unitName } from "../../../format/prices.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { seriesColor } from "../../../ui/series-color.ts";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { Choice } from "../choice.tsx";
import { orderUnits } from "../order-units.ts";
import { toHistorySeries } from "./to-history-series.ts";
import { usePricesSearch } from "../use-prices-search.ts";

const PriceHistoryChart = lazy(() => import("./price-history-chart.tsx"));

/** How a price of a model went in every list, with the prices to come. */
export function PriceHistoryPanel({ provider, model }: { provider: string; model: string }) {
  const history = useQuery(priceHistoryOptions(provider, model));
  return (
    <Panel
      title="Price history"
      description="US dollars per million, unless said otherwise; the base price of tiered ones; days in UTC"
    >
      <QueryState query={history} skeleton={<Skeleton className="h-72 w-full rounded-lg" />}>
        {(data) =>
          data.data.length === 0 ? (
            <Empty title="No prices">No list has a price of this model.</Empty>
          ) : (
            <HistoryOfUnit history={data} />
          )
        }
      </QueryState>
    </Panel>
  );
}

function HistoryOfUnit({ history }: { history: PriceHistory }) {
  const [search, change] = usePricesSearch();
  const [nowMs] = useState(() => Date.now());
  const tiers = [...new Set(history.data.map(({ service_tier: tier }) => tier))];
  const tier =
    tiers.find((name) => name === search.tier) ?? tiers.find((name) => name === "standard") ?? tiers[0] ?? "";
  const units = orderUnits(history.data.filter((line) => line.service_tier === tier).map(({ unit }) => unit));
  const unit = units.find((name) => name === search.unit) ?? units.find((name) => name === "input") ?? units[0] ?? "";
  const { series, points } = toHistorySeries(history, { unit, tier, nowMs });
  return (
    <figure aria-label={`${unitName(unit)} price over time as a step chart; the rates above have the figures of today`}>
      <div className="mb-3 flex flex-wrap justify-between gap-x-6 gap-y-2">
        <Choice
          label="Price of"
          options={units.map((value) => ({ value, name: unitHeading(value) }))}
          chosen={unit}
          onChange={(next) => change({ unit: next })}
        />
        {tiers.length > 1 && (
          <Choice
            label="Service tier"
            options={tiers.map((value) => ({ value, name: value }))}
            chosen={tier}
            onChange={(next) => change({ tier: next })}
          />
        )}
      </div>
      <div className="h-64">
        <Suspense fallback={<Skeleton className="h-full w-full rounded-lg" />}>
          <PriceHistoryChart series={series} points={points} nowMs={nowMs} />
        </Suspense>
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {series.map(({ key, name }, index) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-[3px]" style={{ background: seriesColor(index) }} />
            {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}
