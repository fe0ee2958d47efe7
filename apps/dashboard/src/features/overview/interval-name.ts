import type { Interval } from "../../api/schema.ts";
import { formatDay, formatLocalHour, formatMonth, formatWeekday } from "../../format/time.ts";

const NAMES: Record<Interval, (day: string) => string> = {
  hour: (hour) => `${formatWeekday(hour.slice(0, 10))}, ${formatLocalHour(hour)}`,
  day: formatWeekday,
  week: (day) => `Week of ${formatDay(day, true)}`,
  month: formatMonth,
};

/** What a bar is called in full, by its beginning: an hour, a day, a week or a month. */
export const intervalName = (date: string, interval: Interval): string => NAMES[interval](date);

const TICKS: Record<Interval, (date: string) => string> = {
  hour: formatLocalHour,
  day: (day) => formatDay(day),
  week: (day) => formatDay(day),
  month: formatMonth,
};

/** The same, short enough for an axis. */
export const intervalTick = (date: string, interval: Interval): string => TICKS[interval](date);
