import { DataTable } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { intervalName } from "./interval-name.ts";
import type { ChartPoint, ChartSeries } from "./to-chart-series.ts";

const NANO_PLACES = 9;

const TOTAL: TableColumn<ChartPoint> = {
  id: "total",
  header: "Total",
  align: "right",
  cell: ({ totalUsd }) => <Money amount={totalUsd.toFixed(NANO_PLACES)} className="font-medium" />,
};

/** The chart as a table: a row per bar, newest first, a column per group. */
export function CostTable({ series }: { series: ChartSeries }) {
  const columns: TableColumn<ChartPoint>[] = [
    {
      id: "date",
      header: series.interval[0]?.toUpperCase() + series.interval.slice(1),
      cell: ({ date }) => <span className="whitespace-nowrap">{intervalName(date, series.interval)}</span>,
    },
    ...(series.overlaps ? [] : [TOTAL]),
    ...series.groups.map(({ key, name, isUnknown }, index): TableColumn<ChartPoint> => ({
      id: key,
      header: name,
      align: "right",
      className: "max-w-44 truncate",
      cell: ({ costs }) => <Money amount={isUnknown ? null : (costs[index] ?? null)} />,
    })),
  ];
  return (
    <div className="-mx-4 -mb-4 max-h-[22rem] overflow-y-auto">
      <DataTable
        label="Cost over time"
        columns={columns}
        rows={series.points.toReversed()}
        rowKey={({ date }) => date}
        className="min-w-[56rem]"
      />
    </div>
  );
}
