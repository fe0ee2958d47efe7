const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter is slow and tables format hundreds of instants, so each is made once. */
function formatterOf(tz: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${tz}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options });
  formatters.set(key, made);
  return made;
}

/** An instant as day and time in a zone: `4 Mar 2026, 09:15`. */
export const formatInstant = (instant: string, tz: string): string =>
  formatterOf(tz, "instant", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));

/** The same for narrow places: without the year while it is this one. */
export function formatRecentInstant(instant: string, tz: string, now = new Date()): string {
  const isThisYear = yearIn(new Date(instant), tz) === yearIn(now, tz);
  if (!isThisYear) return formatInstant(instant, tz);
  return formatterOf(tz, "recent", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

const yearIn = (instant: Date, tz: string) => formatterOf(tz, "year", { year: "numeric" }).format(instant);

/** An instant with its weekday, seconds and the zone's name, for titles. */
export const formatExactInstant = (instant: string, tz: string): string =>
  formatterOf(tz, "exact", {
    dateStyle: "full",
    timeStyle: "long",
  }).format(new Date(instant));

/** The time of day with seconds: `09:15:04`. */
export const formatClock = (instant: string, tz: string): string =>
  formatterOf(tz, "clock", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(
    new Date(instant),
  );

/** The time of day of a local hour (`2026-03-04T14:00:00+01:00`): `14:00`. */
export const formatLocalHour = (hour: string): string => hour.slice(11, 16);

/** A calendar day (`2026-03-04`) as `4 Mar`, with the year when asked. */
export function formatDay(day: string, withYear = false): string {
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (withYear) options.year = "numeric";
  return formatterOf("UTC", withYear ? "day-year" : "day", options).format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day with its weekday: `Wed, 4 Mar 2026`. */
export const formatWeekday = (day: string): string =>
  formatterOf("UTC", "weekday", { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** The month of a calendar day: `Mar 2026`. */
export const formatMonth = (day: string): string =>
  formatterOf("UTC", "month", { month: "short", year: "numeric" }).format(new Date(`${day}T00:00:00Z`));

/** A span in milliseconds: `340 ms`, `2.14 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${durationMs} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(durationMs < 10_000 ? 2 : 1)} s`;
  const minutes = Math.floor(durationMs / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((durationMs % 60_000) / 1000)} s`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}
