import { addDays, DAY_QUARTER_HOURS, type LocalDay } from "./local-days.ts";
import { UTC_OFFSETS } from "./utc-offsets.ts";

/** Quarter hours of a week in which no clocks are moved. */
export const WEEK_QUARTER_HOURS = 7 * DAY_QUARTER_HOURS;

/** A week of a time zone from Monday on, as the quarter hours from `startQuarterHour` until before `endQuarterHour`. */
export type LocalWeek = { monday: string; startQuarterHour: number; endQuarterHour: number };

const daysSinceMonday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const isMonday = (day: string) => daysSinceMonday(day) === 0;

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: string): string => addDays(day, -daysSinceMonday(day));

/** The weeks that lie from Monday to Sunday in a list of days without gaps, oldest first. */
export function listWholeWeeks(days: LocalDay[]): LocalWeek[] {
  const weeks: LocalWeek[] = [];
  let [monday, sunday] = [days[0], ""];
  for (const day of days) {
    if (isMonday(day.day)) [monday, sunday] = [day, addDays(day.day, 6)];
    if (monday === undefined || day.day !== sunday) continue;
    const { startQuarterHour } = monday;
    weeks.push({ monday: monday.day, startQuarterHour, endQuarterHour: day.endQuarterHour });
  }
  return weeks;
}

/** The midnight a day begins with, in quarter hours counted by the local clock from 1970-01-01T00:00. */
export const localQuarterHourOf = (day: string): number =>
  (Date.parse(`${day}T00:00:00Z`) / (24 * 60 * 60_000)) * DAY_QUARTER_HOURS;

/**
 * The UTC offset, in quarter hours, at which a day or week that begins with `firstDay` is just as long as the clock says;
 * null where clocks are moved in it, where it is cut, and for an offset that no zone has today.
 */
export function utcOffsetOf(
  firstDay: string,
  { startQuarterHour, endQuarterHour }: { startQuarterHour: number; endQuarterHour: number },
): number | null {
  const length = endQuarterHour - startQuarterHour;
  if (length !== DAY_QUARTER_HOURS && length !== WEEK_QUARTER_HOURS) return null;
  const offset = localQuarterHourOf(firstDay) - startQuarterHour;
  return UTC_OFFSETS.has(offset) ? offset : null;
}
