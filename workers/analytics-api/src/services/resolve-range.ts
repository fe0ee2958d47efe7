import { addDays, type LocalDay, listLocalDays, localDayOf, QUARTER_HOUR_MS } from "@voygent/contracts";
import type { InstantRange, QuarterHourRange } from "@voygent/db";
import { AppError } from "@voygent/http";

import { type Calendar, calendarOf } from "./calendar.ts";

const DEFAULT_DAYS = 30;
const LONGEST_RANGE_MS = 3653 * 24 * 60 * 60_000;

/** Far before and behind everything that can be stored, for lists without dates. */
const ALL_TIME: InstantRange = { startMs: -8.64e15, endMs: 8.64e15 };

type RangeQuery = { start_date?: string | undefined; end_date?: string | undefined; tz: string };

/** The range of a statistic: its instants, widened to quarter hours, and its days, cut at the two ends. */
export type StatsRange = InstantRange & QuarterHourRange & Calendar;

const isDay = (text: string) => text.length === 10;

function startOf(tz: string, text: string): number {
  if (!isDay(text)) return Date.parse(text);
  return (listLocalDays(tz, text, text)[0] ?? nextDayOf(tz, text)).startQuarterHour * QUARTER_HOUR_MS;
}

function endOf(tz: string, text: string): number {
  if (!isDay(text)) return Date.parse(text);
  const day = listLocalDays(tz, text, text)[0];
  return (day === undefined ? nextDayOf(tz, text).startQuarterHour : day.endQuarterHour) * QUARTER_HOUR_MS;
}

/** The day after one that the zone skipped. */
function nextDayOf(tz: string, day: string): LocalDay {
  const [next] = listLocalDays(tz, addDays(day, 1), addDays(day, 2));
  if (next === undefined) throw new RangeError(`${tz} has no day after ${day}`);
  return next;
}

/** Refuses a range that ends before it starts; of two days the later one must not come first. */
function checked({ startMs, endMs }: InstantRange, { start_date: start, end_date: end }: RangeQuery): InstantRange {
  const areDays = start !== undefined && end !== undefined && isDay(start) && isDay(end);
  if (startMs > endMs || (areDays && start > end)) throw invalidRange("end_date", "must not be before start_date");
  return { startMs, endMs };
}

const invalidRange = (path: string, message: string) =>
  new AppError("invalid_input", "some fields are not valid", { fields: [{ path, message }] });

/** The instants of a list, the end excluded; without a date it is open on that side. */
export function resolveInstants(query: RangeQuery): InstantRange {
  const { start_date: start, end_date: end, tz } = query;
  const startMs = start === undefined ? ALL_TIME.startMs : startOf(tz, start);
  const endMs = end === undefined ? ALL_TIME.endMs : endOf(tz, end);
  return checked({ startMs, endMs }, query);
}

/**
 * The range of a statistic: 30 days up to `end_date` or today, unless `start_date` says otherwise. Throws
 * `invalid_input` when it ends before it starts or is longer than ten years.
 */
export function resolveStatsRange(query: RangeQuery, nowMs: number): StatsRange {
  const { start_date: start, end_date: end, tz } = query;
  const lastDay = end === undefined ? localDayOf(tz, nowMs) : end;
  const endMs = endOf(tz, lastDay);
  const startMs = startOf(tz, start ?? addDays(localDayOf(tz, endMs - 1), 1 - DEFAULT_DAYS));
  checked({ startMs, endMs }, query);
  if (endMs - startMs > LONGEST_RANGE_MS)
    throw invalidRange("start_date", "the range must not be longer than ten years");
  const startQuarterHour = Math.floor(startMs / QUARTER_HOUR_MS);
  const endQuarterHour = Math.ceil(endMs / QUARTER_HOUR_MS);
  return {
    startQuarterHour,
    endQuarterHour,
    startMs: startQuarterHour * QUARTER_HOUR_MS,
    endMs: endQuarterHour * QUARTER_HOUR_MS,
    ...calendarOf(tz, { startQuarterHour, endQuarterHour }),
  };
}
