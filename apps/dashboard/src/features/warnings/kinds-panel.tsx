import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";

import { warningDaysOptions } from "../../api/warning-days-options.ts";
import { formatQuantity } from "../../format/counts.ts";
import { formatDay } from "../../format/time.ts";
import { Bars } from "../../ui/bars.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { KindRow } from "./kind-row.tsx";
import { sumDays } from "./sum-days.ts";
import { useWarningFilters } from "./use-warning-filters.ts";

/** The kinds of the range, most first: what each means, what to do, and its days. */
export function KindsPanel() {
  const { query, kinds, range, change } = useWarningFilters();
  const days = useQuery(warningDaysOptions({ ...query, ...(kinds && { kind: kinds }) }));
  const isFiltered = kinds !== undefined || query.source !== undefined;
  return (
    <Panel
      flush
      title="What came in odd"
      description="Counted by whole days in UTC; what came is stored and counted, unless its kind says otherwise"
    >
      <QueryState query={days} skeleton={<RowsSkeleton rows={4} rowClassName="h-20" />}>
        {({ data, dates }) => {
          if (data.length === 0) {
            return (
              <p className="flex items-center justify-center gap-2 px-4 py-14 text-center text-sm text-muted">
                <CircleCheck className="size-4 shrink-0 text-good" aria-hidden />
                {isFiltered ? "Nothing odd in this range with these filters." : "All is well: nothing odd came in."}
              </p>
            );
          }
          const total = data.reduce((sum, { count }) => sum + count, 0);
          const label = `${formatQuantity(total, "warning")} in ${formatQuantity(dates.length, "day")}`;
          return (
            <>
              <figure className="px-4 pb-3">
                <Bars
                  label={label}
                  className="h-20"
                  bars={sumDays(dates, data).map(({ date, count }) => ({
                    key: date,
                    value: count,
                    title: `${formatDay(date, true)} (UTC): ${formatQuantity(count, "warning")}`,
                  }))}
                />
                <figcaption className="figures mt-1 flex justify-between gap-3 text-2xs text-subtle">
                  <span>{formatDay(dates[0] ?? range.startDay)}</span>
                  <span>{label}</span>
                  <span>{formatDay(dates.at(-1) ?? range.endDay)}</span>
                </figcaption>
              </figure>
              <ul>
                {data.map((kind) => (
                  <KindRow
                    key={kind.kind}
                    kind={kind}
                    dates={dates}
                    tz={range.tz}
                    isChosen={kinds?.includes(kind.kind) === true}
                    onToggle={(isChosen) => change({ kind: isChosen ? [kind.kind] : undefined })}
                  />
                ))}
              </ul>
            </>
          );
        }}
      </QueryState>
    </Panel>
  );
}
