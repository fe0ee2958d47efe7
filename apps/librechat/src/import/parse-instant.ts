const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const DAY_LENGTH = "2026-03-01".length;

/** An instant with its zone, or the beginning of a day in UTC, in milliseconds since 1970; null when there is no such. */
export function parseInstant(text: string): number | null {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) return null;
  // Date.parse takes the 30th of February for the 2nd of March.
  const day = text.slice(0, DAY_LENGTH);
  return new Date(Date.parse(day)).toISOString().startsWith(day) ? ms : null;
}
