import { OPEN_MS } from "@voygent/db";

import { type GroupEntry, groupAt, type PriceGroup } from "../sync/price-groups.ts";

const isAllDay = ({ window: [start, end, weekdays] }: GroupEntry) => start === 0 && end === 1440 && weekdays === 127;

const sameWindow = (a: GroupEntry, b: GroupEntry) => a.window.every((part, index) => part === b.window[index]);

/** The all-day entry first: of the entries of one period the last active one wins. */
const withEntry = (entries: GroupEntry[], entry: GroupEntry) =>
  [...entries.filter((other) => !sameWindow(other, entry)), entry].toSorted(
    (a, b) => Number(isAllDay(b)) - Number(isAllDay(a)),
  );

/** Each period ends where the next one begins, unless it ends by itself before; nothing is left of an empty one. */
function withEnds(groups: PriceGroup[]): PriceGroup[] {
  const sorted = groups.toSorted((a, b) => a.fromMs - b.fromMs);
  return sorted
    .map((group, index) => ({ ...group, toMs: Math.min(group.toMs, sorted[index + 1]?.fromMs ?? OPEN_MS) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

/**
 * The own rates of one model and service tier after one of them is set in `[fromMs, toMs)`: a part of the day joins what
 * holds then, a rate for all day takes its place. A rate of the same date is replaced, later ones stay; what was cut short
 * goes on when the new one ends by itself.
 */
export function setOwnRate(
  groups: PriceGroup[],
  { fromMs, toMs, entry }: { fromMs: number; toMs: number; entry: GroupEntry },
): PriceGroup[] {
  const before = groupAt(groups, fromMs);
  const isSameDate = before?.fromMs === fromMs;
  const joined = isSameDate || !isAllDay(entry) ? (before?.entries ?? []) : [];
  const rest = groups.filter((group) => group.fromMs !== fromMs);
  const goesOn =
    before !== undefined && !isSameDate && toMs < before.toMs && !rest.some((group) => group.fromMs === toMs)
      ? [{ ...before, fromMs: toMs }]
      : [];
  return withEnds([...rest, { fromMs, toMs, entries: withEntry(joined, entry) }, ...goesOn]);
}

/** The own rates after they were ended at an instant: those in force end there, those to come never begin. */
export function endOwnRates(groups: PriceGroup[], atMs: number): PriceGroup[] {
  return groups.filter(({ fromMs }) => fromMs < atMs).map((group) => ({ ...group, toMs: Math.min(group.toMs, atMs) }));
}

/**
 * From when on a rate holds that was set without a date: always when it is the first one and the lists have no price
 * either, else from now on.
 */
export function defaultStart(
  groups: PriceGroup[],
  entry: GroupEntry,
  { nowMs, isListed }: { nowMs: number; isListed: boolean },
): number {
  const current = groupAt(groups, nowMs);
  if (current === undefined) return groups.length === 0 && !isListed ? 0 : nowMs;
  const known = current.entries.find((other) => sameWindow(other, entry));
  const isUnchanged = known !== undefined && JSON.stringify(known) === JSON.stringify(entry);
  return isUnchanged || !isAllDay(entry) ? current.fromMs : nowMs;
}
