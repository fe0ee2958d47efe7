const HOUR_MS = 60 * 60 * 1000;

/** A calendar day as `YYYY-MM-DD`, moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
}

const HOLIDAYS = /-(01-01|05-01|12-2[4-6]|12-31)$/;
const BETWEEN_THE_YEARS = /-(12-(2[7-9]|30)|01-0[2-4])$/;
const AUGUST = /-08-\d\d$/;

/** How much is worked on a day, 1 on an ordinary working day: less on weekends, holidays and in August. */
export function workloadOf(day: string): number {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const weekend = weekday === 0 || weekday === 6 ? 0.08 : 1;
  if (HOLIDAYS.test(day)) return 0.06;
  if (BETWEEN_THE_YEARS.test(day)) return 0.3 * weekend;
  return (AUGUST.test(day) ? 0.68 : 1) * weekend;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(timeZone: string, instantMs: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
  }
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(instantMs)) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
}

/** The instant at which a local day's noon strikes, in milliseconds since 1970, less twelve hours: clock changes happen at night. */
export function localDayStartMs(day: string, timeZone: string): number {
  const utcNoonMs = Date.parse(`${day}T12:00:00Z`);
  return utcNoonMs - offsetMs(timeZone, utcNoonMs) - 12 * HOUR_MS;
}
