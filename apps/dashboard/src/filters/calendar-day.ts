const DAY_MS = 86_400_000;

const toUtcMs = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The calendar day (`YYYY-MM-DD`) that an instant falls on in a time zone. */
export function dayIn(instant: Date, tz: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: tz, year: "numeric", month: "2-digit", day: "2-digit" })
    .formatToParts(instant)
    .map(({ type, value }) => [type, value] as const);
  const { year = "", month = "", day = "" } = Object.fromEntries(parts);
  return `${year.padStart(4, "0")}-${month}-${day}`;
}

/** The calendar day some days later, or earlier when `count` is negative. */
export const addDays = (day: string, count: number): string =>
  new Date(toUtcMs(day) + count * DAY_MS).toISOString().slice(0, 10);

/** How many calendar days there are from one to another, both counted. */
export const countDays = (first: string, last: string): number =>
  Math.round((toUtcMs(last) - toUtcMs(first)) / DAY_MS) + 1;

/** The same day of the year before; 29 February becomes 1 March. */
export function yearBefore(day: string): string {
  const date = new Date(toUtcMs(day));
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
}
