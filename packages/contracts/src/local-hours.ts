import { tzOffset } from "@date-fns/tz";

import { type LocalDay, QUARTER_HOUR_MS } from "./local-days.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const QUARTER_HOURS_PER_HOUR = 4;

/** An hour of a time zone, named by its beginning with its offset, `2026-03-04T14:00:00+01:00`. */
export type LocalHour = { hour: string; startQuarterHour: number; endQuarterHour: number };

const twoDigits = (value: number) => String(value).padStart(2, "0");

function withOffset(instantMs: number, offsetMinutes: number): string {
  const local = new Date(instantMs + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMinutes);
  return `${local}${offsetMinutes < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** The hours of a day or a part of one; the first and the last may be parts. Where clocks go back, an hour comes twice. */
export function listLocalHours(tz: string, { startQuarterHour, endQuarterHour }: LocalDay): LocalHour[] {
  const hours: LocalHour[] = [];
  for (let at = startQuarterHour; at < endQuarterHour; at = hours.at(-1)?.endQuarterHour ?? endQuarterHour) {
    const atMs = at * QUARTER_HOUR_MS;
    const offsetMinutes = tzOffset(tz, new Date(atMs));
    const sinceHourMs = (atMs + offsetMinutes * MINUTE_MS) % HOUR_MS;
    const hourQuarterHour = at - Math.floor(sinceHourMs / QUARTER_HOUR_MS);
    hours.push({
      hour: withOffset(hourQuarterHour * QUARTER_HOUR_MS, offsetMinutes),
      startQuarterHour: at,
      endQuarterHour: Math.min(hourQuarterHour + QUARTER_HOURS_PER_HOUR, endQuarterHour),
    });
  }
  return hours;
}
