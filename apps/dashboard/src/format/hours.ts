import type { ListedRate } from "../api/pricing-schema.ts";

/** The days of the week as they are shown, from Monday. */
export const WEEKDAY_NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** In which hours (UTC) a rate holds: `00:30–16:30 UTC`, `22:00–06:00 UTC, Sat, Sun`, `Sat, Sun (UTC)`; null: all day. */
export function hoursText(window: ListedRate["daily_window"]): string | null {
  if (window === null) return null;
  const days = (window.weekdays ?? []).map((day) => WEEKDAY_NAMES[day - 1] ?? "").join(", ");
  const [start, end] = [window.start, window.end].map((time) => time.replace("Z", ""));
  if (start === end) return `${days} (UTC)`;
  return `${start}–${end} UTC${days === "" ? "" : `, ${days}`}`;
}
