import { tzOffset } from "@date-fns/tz";

/** Milliseconds of a quarter hour. Quarter hours are counted from 1970-01-01T00:00Z. */
export const QUARTER_HOUR_MS = 15 * 60_000;

const MINUTE_MS = 60_000;

/** Milliseconds of a day in which no clocks are moved. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Quarter hours of a day in which no clocks are moved. */
export const DAY_QUARTER_HOURS = DAY_MS / QUARTER_HOUR_MS;

/** Quarter hours by which any zone's midnight can lie away from UTC's, with room to spare. */
const FURTHEST_MIDNIGHT = 4 * 16;

/** A day of a time zone as the quarter hours from `startQuarterHour` until before `endQuarterHour`. */
export type LocalDay = { day: string; startQuarterHour: number; endQuarterHour: number };

const dayNumberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOfNumber = (dayNumber: number) => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);

/** The local clock's time as if it were UTC. For UTC itself Intl, which takes microseconds, need not be asked. */
const localMs = (tz: string, instantMs: number): number =>
  tz === "UTC" ? instantMs : instantMs + tzOffset(tz, new Date(instantMs)) * MINUTE_MS;

const localDayNumber = (tz: string, instantMs: number): number => Math.floor(localMs(tz, instantMs) / DAY_MS);

/** The calendar day on which an instant falls in a time zone, `YYYY-MM-DD`. */
export function localDayOf(tz: string, instantMs: number): string {
  return dayOfNumber(localDayNumber(tz, instantMs));
}

/** The day `count` days after a day, or before it when negative. */
export function addDays(day: string, count: number): string {
  return dayOfNumber(dayNumberOf(day) + count);
}

/** The first quarter hour of a local day, found by bisection: where midnight is skipped, the day begins later. */
function startOfDay(tz: string, dayNumber: number): number {
  const hasBegun = (quarterHour: number) => localDayNumber(tz, quarterHour * QUARTER_HOUR_MS) >= dayNumber;
  const utcMidnight = (dayNumber * DAY_MS) / QUARTER_HOUR_MS;
  let [before, after] = [utcMidnight - FURTHEST_MIDNIGHT, utcMidnight + FURTHEST_MIDNIGHT];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (hasBegun(middle)) after = middle;
    else before = middle;
  }
  return after;
}

/** Whether a day begins with its midnight at this quarter hour: it does unless clocks were moved since the midnight before. */
function isMidnight(tz: string, quarterHour: number, dayNumber: number): boolean {
  return localMs(tz, quarterHour * QUARTER_HOUR_MS) === dayNumber * DAY_MS;
}

/**
 * The days from `firstDay` to `lastDay`, both included, oldest first, each with its quarter hours in the time zone. A
 * day that a zone skipped (Pacific/Apia, 2011-12-30) is not in the list.
 */
export function listLocalDays(tz: string, firstDay: string, lastDay: string): LocalDay[] {
  const [first, last] = [dayNumberOf(firstDay), dayNumberOf(lastDay)];
  const days: LocalDay[] = [];
  let start = startOfDay(tz, first);
  for (let dayNumber = first; dayNumber <= last; dayNumber += 1) {
    const end = isMidnight(tz, start + DAY_QUARTER_HOURS, dayNumber + 1)
      ? start + DAY_QUARTER_HOURS
      : startOfDay(tz, dayNumber + 1);
    if (end > start) days.push({ day: dayOfNumber(dayNumber), startQuarterHour: start, endQuarterHour: end });
    start = end;
  }
  return days;
}
