import { OPEN_MS, type PriceRateRow } from "@voygent/db";

import type { DailyWindow, ReadRate } from "../../price-list.ts";

const ALL_DAY: DailyWindow = [0, 1440, 127];

/** What a rate charges within a part of the day; `rates` and `flags` are JSON as they are stored. */
export type GroupEntry = { window: DailyWindow; isFree: boolean; rates: string; flags: string };

/** What holds in one period `[fromMs, toMs)` of one model and service tier, entry by entry; of these the last active wins. */
export type PriceGroup = { fromMs: number; toMs: number; entries: GroupEntry[] };

/** Whether two periods charge the same. */
export function sameContent(a: PriceGroup, b: PriceGroup): boolean {
  return JSON.stringify(a.entries) === JSON.stringify(b.entries);
}

function groupsOf<Row>(
  rows: Row[],
  read: { from: (row: Row) => number; to: (row: Row) => number; entry: (row: Row) => GroupEntry },
): PriceGroup[] {
  return [...Map.groupBy(rows, read.from)]
    .toSorted(([a], [b]) => a - b)
    .map(([fromMs, same]) => ({ fromMs, toMs: Math.max(...same.map(read.to)), entries: same.map(read.entry) }));
}

/** The part of the day of a listed rate. */
export const windowOf = ({ window }: Pick<ReadRate, "window">): DailyWindow => window ?? ALL_DAY;

/** The part of the day of a stored rate. */
export const storedWindow = (row: PriceRateRow): DailyWindow => [
  row.windowStartMinute,
  row.windowEndMinute,
  row.weekdays,
];

/** The periods of a list's rates of one model and tier, the oldest first. */
export function listedGroups(rates: ReadRate[]): PriceGroup[] {
  return groupsOf(rates, {
    from: ({ effectiveFromMs }) => effectiveFromMs,
    to: ({ effectiveToMs }) => effectiveToMs,
    entry: (rate) => ({
      window: windowOf(rate),
      isFree: rate.isFree,
      rates: JSON.stringify(rate.rates),
      flags: JSON.stringify(rate.flags),
    }),
  });
}

/**
 * The periods of stored rates of one model and tier, the oldest first. A period that ends where the next one begins has no
 * end of its own: should the next one be withdrawn, it goes on.
 */
export function storedGroups(rows: PriceRateRow[]): PriceGroup[] {
  const groups = groupsOf(
    rows.toSorted((a, b) => a.position - b.position),
    {
      from: ({ effectiveFromMs }) => effectiveFromMs,
      to: ({ effectiveToMs }) => effectiveToMs,
      entry: (row) => ({
        window: storedWindow(row),
        isFree: row.isFree === 1,
        rates: row.rates,
        flags: row.flags,
      }),
    },
  );
  return groups.map((group, index) => (group.toMs === groups[index + 1]?.fromMs ? { ...group, toMs: OPEN_MS } : group));
}

/** The period that holds at an instant. */
export function groupAt(groups: PriceGroup[], atMs: number): PriceGroup | undefined {
  return groups.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}
