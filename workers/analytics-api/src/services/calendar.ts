import {
  addDays,
  listLocalDays,
  listLocalHours,
  listWholeWeeks,
  type LocalDay,
  type LocalPeriod,
  localDayOf,
  mondayOf,
  QUARTER_HOUR_MS,
} from "@voygent/contracts";
import type { BucketDays, QuarterHourRange } from "@voygent/db";

/** The days of a range in a time zone; the first and the last may be cut, and `wholeDays` are those that are not. */
export type Calendar = { tz: string; days: LocalDay[]; wholeDays: LocalDay[] };

/** What a bucket of days is: a day, a week from Monday on, a month, or the whole range. */
export type BucketSize = "day" | "week" | "month" | "range";

/** The days of a range of quarter hours in a time zone. */
export function calendarOf(tz: string, { startQuarterHour, endQuarterHour }: QuarterHourRange): Calendar {
  if (startQuarterHour >= endQuarterHour) return { tz, days: [], wholeDays: [] };
  const firstDay = localDayOf(tz, startQuarterHour * QUARTER_HOUR_MS);
  const lastDay = localDayOf(tz, endQuarterHour * QUARTER_HOUR_MS - 1);
  const listed = listLocalDays(tz, firstDay, lastDay);
  return {
    tz,
    wholeDays: listed.filter((day) => day.startQuarterHour >= startQuarterHour && day.endQuarterHour <= endQuarterHour),
    days: listed
      .map((day) => ({
        day: day.day,
        startQuarterHour: Math.max(day.startQuarterHour, startQuarterHour),
        endQuarterHour: Math.min(day.endQuarterHour, endQuarterHour),
      }))
      .filter((day) => day.endQuarterHour > day.startQuarterHour),
  };
}

/** The first day of the bucket that a day lies in; the whole range is one without a name. */
export function bucketOfDay(day: string, size: BucketSize): string {
  if (size === "day") return day;
  if (size === "week") return mondayOf(day);
  return size === "month" ? `${day.slice(0, 7)}-01` : "";
}

/** The days with their buckets, and with their week where that lies in one bucket as a whole. */
export function bucketDays({ tz, days, wholeDays }: Calendar, size: BucketSize): BucketDays {
  const weeks = size === "day" ? [] : listWholeWeeks(wholeDays).filter((week) => liesInOneBucket(week, size));
  let next = 0;
  return {
    tz,
    days: days.map((day) => {
      while ((weeks[next]?.endQuarterHour ?? Infinity) <= day.startQuarterHour) next += 1;
      const week = weeks[next];
      const isInWeek = week !== undefined && week.startQuarterHour <= day.startQuarterHour;
      return { ...day, bucket: bucketOfDay(day.day, size), week: isInWeek ? week.period : null };
    }),
  };
}

function liesInOneBucket({ period }: LocalPeriod, size: BucketSize): boolean {
  const monday = period.slice(0, 10);
  return bucketOfDay(monday, size) === bucketOfDay(addDays(monday, 6), size);
}

/** The hours as buckets; nothing is summed by hours before it is asked for. */
export const bucketHours = ({ tz, days }: Calendar): BucketDays => ({
  tz,
  days: days
    .flatMap((day) => listLocalHours(tz, day))
    .map(({ hour, ...quarterHours }) => ({ bucket: hour, day: hour, week: null, ...quarterHours })),
});
