import { addDays, type LocalDay } from "./local-days.ts";

/** A stretch of a time zone that is summed once when it is over: a day (`2026-03-14`) or a week (`2026-03-09/P1W`, ISO 8601). */
export type LocalPeriod = { period: string; startQuarterHour: number; endQuarterHour: number };

const daysSinceMonday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const isMonday = (day: string) => daysSinceMonday(day) === 0;

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: string): string => addDays(day, -daysSinceMonday(day));

/** A day as a period. */
export const periodOfDay = ({ day, startQuarterHour, endQuarterHour }: LocalDay): LocalPeriod => ({
  period: day,
  startQuarterHour,
  endQuarterHour,
});

/** The weeks that lie from Monday to Sunday in a list of days without gaps, oldest first. */
export function listWholeWeeks(days: LocalDay[]): LocalPeriod[] {
  const weeks: LocalPeriod[] = [];
  let [monday, sunday] = [days[0], ""];
  for (const day of days) {
    if (isMonday(day.day)) [monday, sunday] = [day, addDays(day.day, 6)];
    if (monday === undefined || day.day !== sunday) continue;
    const { startQuarterHour } = monday;
    weeks.push({ period: `${monday.day}/P1W`, startQuarterHour, endQuarterHour: day.endQuarterHour });
  }
  return weeks;
}

/** Quarter hours whose usage is summed in one batch: 31 days, so that nothing is held up for long. */
const MAX_BATCH_QUARTER_HOURS = 31 * 96 + 4;

/** Periods in batches of at most a month of usage together, in the same order. */
export function batchPeriods(periods: LocalPeriod[]): LocalPeriod[][] {
  const batches: LocalPeriod[][] = [];
  let room = 0;
  for (const period of periods) {
    const length = period.endQuarterHour - period.startQuarterHour;
    if (length > room) {
      batches.push([]);
      room = MAX_BATCH_QUARTER_HOURS;
    }
    batches.at(-1)?.push(period);
    room -= length;
  }
  return batches;
}
