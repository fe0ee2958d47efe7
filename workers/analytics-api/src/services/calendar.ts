import {
  addDays,
  listLocalDays,
  listLocalHours,
  listWholeWeeks,
  type LocalDay,
  localDayOf,
  mondayOf,
  QUARTER_HOUR_MS,
  utcOffsetOf,
  WEEK_QUARTER_HOURS,
} from "@voygent/contracts";
import type { BucketDay, BucketDays, BucketWeek, QuarterHourRange } from "@voygent/db";

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

/** The whole weeks of a calendar that lie in one bucket each and may be summed. */
function bucketWeeks(wholeDays: LocalDay[], size: BucketSize): BucketWeek[] {
  return listWholeWeeks(wholeDays).flatMap(({ monday, ...week }) => {
    const [bucket, utcOffset] = [bucketOfDay(monday, size), utcOffsetOf(monday, week)];
    if (utcOffset === null || bucketOfDay(addDays(monday, 6), size) !== bucket) return [];
    return [{ bucket, startQuarterHour: week.startQuarterHour, utcOffset }];
  });
}

const endOf = (week: BucketWeek | undefined) => (week?.startQuarterHour ?? Infinity) + WEEK_QUARTER_HOURS;

/** The days with their buckets, and with their week where that lies in one bucket as a whole. */
export function bucketDays({ days, wholeDays }: Calendar, size: BucketSize): BucketDays {
  const weeks = size === "day" ? [] : bucketWeeks(wholeDays, size);
  let next = 0;
  return {
    weeks,
    days: days.map(({ day, ...range }) => {
      while (endOf(weeks[next]) <= range.startQuarterHour) next += 1;
      const week = weeks[next]?.startQuarterHour ?? Infinity;
      return {
        ...range,
        bucket: bucketOfDay(day, size),
        utcOffset: utcOffsetOf(day, range),
        week: week <= range.startQuarterHour ? week : null,
      };
    }),
  };
}

/** The hours as buckets; nothing is summed by hours before it is asked for. */
export const bucketHours = ({ tz, days }: Calendar): BucketDays => ({
  weeks: [],
  days: days
    .flatMap((day) => listLocalHours(tz, day))
    .map(({ hour, ...range }) => ({ bucket: hour, ...range, utcOffset: null, week: null })),
});

/** The same buckets by days and weeks of UTC, for sums that are kept for those only. */
export function bucketUtcDays({ days }: BucketDays): BucketDays {
  const buckets = new Map<string, QuarterHourRange>();
  for (const { bucket, startQuarterHour, endQuarterHour } of days) {
    const start = buckets.get(bucket)?.startQuarterHour ?? startQuarterHour;
    buckets.set(bucket, { startQuarterHour: start, endQuarterHour });
  }
  const parts = [...buckets].map(([bucket, range]) => {
    const inBucket = <Part extends BucketDay | BucketWeek>(part: Part): Part => ({ ...part, bucket });
    const utc = bucketDays(calendarOf("UTC", range), "range");
    return { days: utc.days.map(inBucket), weeks: utc.weeks.map(inBucket) };
  });
  return { days: parts.flatMap((part) => part.days), weeks: parts.flatMap((part) => part.weeks) };
}
