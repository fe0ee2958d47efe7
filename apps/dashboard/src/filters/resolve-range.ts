import { TZDate } from "@date-fns/tz";
import { subDays } from "date-fns";

import type { Interval } from "../api/schema.ts";
import { addDays, countDays, dayIn, yearBefore } from "./calendar-day.ts";
import { RANGE_NAMES } from "./range-presets.ts";
import type { RangePreset } from "./range-presets.ts";
import type { UsageSearch } from "./usage-search.ts";

const QUARTER_HOUR_MS = 15 * 60_000;
const LONGEST_IN_HOURS = 2;
const LONGEST_IN_DAYS = 95;
const LONGEST_IN_WEEKS = 400;

/** A range of calendar days in a time zone, and the equally long range before it. */
export interface ResolvedRange {
  preset: RangePreset;
  label: string;
  tz: string;
  today: string;
  startDay: string;
  endDay: string;
  dayCount: number;
  interval: Interval;
  previousStartDay: string;
  /** A day when the range is over; an instant when it ends today, so that a part of a day is compared with as much of a day. */
  previousEnd: string;
}

/** The range that the URL asks for, at the moment `now`; `browserTz` counts where the URL names no zone. */
export function resolveRange(search: UsageSearch, now: Date, browserTz: string): ResolvedRange {
  const tz = search.tz ?? browserTz;
  const today = dayIn(now, tz);
  const { preset, startDay, endDay } = daysOf(search, today);
  const dayCount = countDays(startDay, endDay);
  return {
    preset,
    label: RANGE_NAMES[preset],
    tz,
    today,
    startDay,
    endDay,
    dayCount,
    interval: intervalOf(dayCount),
    previousStartDay: addDays(startDay, -dayCount),
    previousEnd: endDay === today ? nextQuarterHour(subDays(new TZDate(now, tz), dayCount)) : addDays(startDay, -1),
  };
}

function intervalOf(dayCount: number): Interval {
  if (dayCount <= LONGEST_IN_HOURS) return "hour";
  if (dayCount <= LONGEST_IN_DAYS) return "day";
  return dayCount <= LONGEST_IN_WEEKS ? "week" : "month";
}

const DAY_COUNTS = { today: 1, "7d": 7, "30d": 30, "90d": 90 };

function daysOf({ range, start, end }: UsageSearch, today: string) {
  const preset = range ?? (start !== undefined || end !== undefined ? "custom" : "30d");
  if (preset === "12m") return { preset, startDay: addDays(yearBefore(today), 1), endDay: today };
  if (preset !== "custom") return { preset, startDay: addDays(today, 1 - DAY_COUNTS[preset]), endDay: today };
  const days = [start ?? end ?? today, end ?? start ?? today].toSorted();
  return { preset, startDay: days[0] ?? today, endDay: days[1] ?? today };
}

/** Rollups are kept in quarter hours; rounding also keeps the query's key the same for a while. */
const nextQuarterHour = (instant: Date) =>
  new Date(Math.ceil(instant.getTime() / QUARTER_HOUR_MS) * QUARTER_HOUR_MS).toISOString();
