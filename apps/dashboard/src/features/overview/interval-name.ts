import type { Interval } from "../../api/schema.ts";
import { formatDay, formatMonth, formatWeekday } from "../../format/time.ts";

const NAMES: Record<Interval, (day: string) => string> = {
  day: formatWeekday,
  week: (day) => `Week of ${formatDay(day, true)}`,
  month: formatMonth,
};

/** What a bar that begins on a day is called in full: a day, a week or a month. */
export const intervalName = (day: string, interval: Interval): string => NAMES[interval](day);
