import {
  addDays,
  DAY_QUARTER_HOURS,
  FURTHEST_EAST,
  FURTHEST_WEST,
  localDayOf,
  localQuarterHourOf,
  mondayOf,
  QUARTER_HOUR_MS,
  UTC_OFFSETS,
  WEEK_QUARTER_HOURS,
} from "@voygent/contracts";

import type { QuarterHourRange } from "./usage-filter.ts";

/** Which days (96 quarter hours) and weeks (672) are summed, and for which UTC offsets: those that end until then. */
export type ClosedPeriodRow = { quarter_hours: number; local_quarter_hour: number; closed_to_quarter_hour: number };

/** A period is closed an hour after its end, when events that were under way have arrived. */
const SETTLING_QUARTER_HOURS = 4;

/** The same in milliseconds: no interaction younger than this lies in a closed period. */
export const SETTLING_MS = SETTLING_QUARTER_HOURS * QUARTER_HOUR_MS;

/**
 * A day or week that is to be summed at these UTC offsets, which end until `closeTo`. `closedTo` is how far it was closed
 * before, null when not at all.
 */
export type OpenPeriod = {
  quarterHours: number;
  localQuarterHour: number;
  utcOffsets: number[];
  closedTo: number | null;
  closeTo: number;
};

/** A week from Monday on: its days that are open, and itself if it is open. */
export type OpenWeek = { days: OpenPeriod[]; week: OpenPeriod | null };

/** The first day of weeks that hold a range in every time zone, and the Monday after them, as local quarter hours. */
function weeksAround({ startQuarterHour, endQuarterHour }: QuarterHourRange) {
  const [first, last] = [startQuarterHour + FURTHEST_WEST, endQuarterHour - 1 + FURTHEST_EAST].map((quarterHour) =>
    mondayOf(localDayOf("UTC", quarterHour * QUARTER_HOUR_MS)),
  );
  return { first: localQuarterHourOf(first ?? ""), end: localQuarterHourOf(addDays(last ?? "", 7)) };
}

/** The closed days and weeks of the weeks that a range touches in any time zone, by ranges of the primary key. */
export function selectClosedPeriods(database: D1Database, range: QuarterHourRange) {
  const { first, end } = weeksAround(range);
  return database
    .prepare(
      `SELECT quarter_hours, local_quarter_hour, closed_to_quarter_hour FROM closed_periods
       WHERE quarter_hours IN (${DAY_QUARTER_HOURS}, ${WEEK_QUARTER_HOURS})
         AND local_quarter_hour >= ?1 AND local_quarter_hour < ?2`,
    )
    .bind(first, end);
}

/** What is open of a period and has settled. */
function openOf(
  closed: ClosedPeriodRow[],
  period: { quarterHours: number; localQuarterHour: number },
  settled: number,
) {
  const { quarterHours, localQuarterHour } = period;
  const row = closed.find(
    (each) => each.quarter_hours === quarterHours && each.local_quarter_hour === localQuarterHour,
  );
  const closedTo = row?.closed_to_quarter_hour ?? null;
  const endOf = (utcOffset: number) => localQuarterHour + quarterHours - utcOffset;
  const utcOffsets = [...UTC_OFFSETS].filter(
    (utcOffset) => endOf(utcOffset) <= settled && endOf(utcOffset) > (closedTo ?? -Infinity),
  );
  return utcOffsets.length === 0
    ? null
    : { ...period, utcOffsets, closedTo, closeTo: Math.max(...utcOffsets.map(endOf)) };
}

/** The range from the first activity until now, null when nothing of it is left. */
function activePart({ startQuarterHour, endQuarterHour }: QuarterHourRange, { firstActivityMs, nowMs }: ActiveTime) {
  const start = Math.max(startQuarterHour, Math.floor((firstActivityMs ?? Infinity) / QUARTER_HOUR_MS));
  const end = Math.min(endQuarterHour, Math.ceil(nowMs / QUARTER_HOUR_MS));
  return start < end ? { startQuarterHour: start, endQuarterHour: end } : null;
}

/** When there can be usage: since the first activity, null before there is any, and until now. */
type ActiveTime = { firstActivityMs: number | null; nowMs: number };

/**
 * The weeks that a range touches in any time zone with what is open of them, newest first: at each UTC offset what ended
 * an hour ago and is not closed, from the week of the first activity on.
 */
export function listOpenWeeks(range: QuarterHourRange, closed: ClosedPeriodRow[], time: ActiveTime): OpenWeek[] {
  const active = activePart(range, time);
  if (active === null) return [];
  const settled = Math.floor(time.nowMs / QUARTER_HOUR_MS) - SETTLING_QUARTER_HOURS;
  const { first, end } = weeksAround(active);
  const weeks: OpenWeek[] = [];
  for (let monday = end - WEEK_QUARTER_HOURS; monday >= first; monday -= WEEK_QUARTER_HOURS) {
    const ofWeek = closed.filter(
      (row) => row.local_quarter_hour >= monday && row.local_quarter_hour < monday + WEEK_QUARTER_HOURS,
    );
    const mornings = Array.from({ length: 7 }, (_, index) => monday + index * DAY_QUARTER_HOURS);
    const days = mornings.flatMap(
      (localQuarterHour) => openOf(ofWeek, { quarterHours: DAY_QUARTER_HOURS, localQuarterHour }, settled) ?? [],
    );
    const week = openOf(ofWeek, { quarterHours: WEEK_QUARTER_HOURS, localQuarterHour: monday }, settled);
    if (days.length > 0 || week !== null) weeks.push({ days, week });
  }
  return weeks;
}
