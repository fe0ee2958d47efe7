import type { GroupEntry, PriceGroup } from "./price-groups.ts";

const MINUTES_PER_DAY = 1_440;
const EVERY_DAY = 127;
const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** A minute of a day of the week in UTC; Monday is 0. */
export type Daytime = { weekday: number; minute: number };

function isActive({ window: [start, end, weekdays] }: GroupEntry, { weekday, minute }: Daytime): boolean {
  const isPastMidnight = end < start && minute < end;
  const isInside = end < start ? isPastMidnight || minute >= start : minute >= start && minute < end;
  const startDay = isPastMidnight ? (weekday + WEEK.length - 1) % WEEK.length : weekday;
  return isInside && (weekdays & (1 << startDay)) !== 0;
}

/** What a period charges at a time: its last active entry, and its first when none is. */
export function activeEntry({ entries }: PriceGroup, time: Daytime): GroupEntry | undefined {
  return entries.findLast((entry) => isActive(entry, time)) ?? entries[0];
}

/** The times from which on any of the periods may charge otherwise than before. */
export function daytimesOf(...groups: PriceGroup[]): Daytime[] {
  const windows = groups.flatMap(({ entries }) => entries.map(({ window }) => window));
  const minutes = new Set([0, ...windows.flatMap(([start, end]) => [start, end % MINUTES_PER_DAY])]);
  const days = windows.every(([, , weekdays]) => weekdays === EVERY_DAY) ? [0] : WEEK;
  return days.flatMap((weekday) => [...minutes].map((minute) => ({ weekday, minute })));
}
