import type { EventWarning } from "../../intake/usage-event.ts";

const CLOCK_SKEW_MS = 5 * 60_000;
const YEAR_MS = 365 * 24 * 60 * 60_000;

/** What is odd about a stated time; `subject` is the field that states it. */
export function timeWarning(statedAtMs: number, receivedAtMs: number, subject = "timestamp"): EventWarning | null {
  if (statedAtMs > receivedAtMs + CLOCK_SKEW_MS) {
    return { code: "future_timestamp", message: `the ${subject} lies in the future`, subject };
  }
  if (statedAtMs < receivedAtMs - YEAR_MS) {
    return { code: "late_event", message: `the ${subject} is more than a year old`, subject };
  }
  return null;
}
