import { addDays, DAY_MS, localDayOf, WarningCode, type WarningDays, type WarningDaysQuery } from "@voygent/contracts";
import { selectWarningDays, type WarningDayRow } from "@voygent/db";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { readRows } from "./read-rows.ts";
import { resolveStatsRange } from "./resolve-range.ts";
import { toInstant } from "./session-of-row.ts";

type KindOfDays = WarningDays["data"][number];

const dayOf = (utcDay: number) => localDayOf("UTC", utcDay * DAY_MS);

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function kindOfDays(kind: string, rows: WarningDayRow[], dates: string[]): KindOfDays {
  const countOf = new Map(rows.map((row) => [dayOf(row.utc_day), row.warning_count]));
  return {
    kind: WarningCode.parse(kind),
    count: rows.reduce((sum, row) => sum + row.warning_count, 0),
    first_seen_at: toInstant(Math.min(...rows.map((row) => row.first_seen_at_ms))),
    last_seen_at: toInstant(Math.max(...rows.map((row) => row.last_seen_at_ms))),
    counts: dates.map((date) => countOf.get(date) ?? 0),
  };
}

const byCount = (left: KindOfDays, right: KindOfDays) => right.count - left.count || (left.kind < right.kind ? -1 : 1);

/** How much of each kind there was on each day of UTC that the range touches: the last 30 days unless dates are given. */
export async function getWarningDays(c: AnalyticsContext, query: WarningDaysQuery): Promise<WarningDays> {
  const { startMs, endMs } = resolveStatsRange(query, Date.now());
  const { kind, source } = query;
  const rows = await readRows<WarningDayRow>(
    c,
    selectWarningDays(c.env.DB, { range: { startMs, endMs }, kind, source }),
  );
  const dates = endMs > startMs ? daysBetween(localDayOf("UTC", startMs), localDayOf("UTC", endMs - 1)) : [];
  const kinds = Map.groupBy(rows, (row) => row.kind);
  return {
    tz: "UTC",
    dates,
    data: [...kinds].map(([name, days]) => kindOfDays(name, days, dates)).toSorted(byCount),
  };
}
