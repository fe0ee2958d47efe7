/** Longest wait that a tracker can ask for. */
const MAX_RETRY_AFTER_MILLIS = 3_600_000;

/** The limits of the wait before a retry. */
export type RetryLimits = { retryInitialDelayMillis: number; retryMaxDelayMillis: number };

/**
 * The wait before the next try after `failures` of them in a row: exponential with full jitter, so that many clients do not
 * come back at once. `random` is in [0, 1).
 */
export function retryDelayMillis(failures: number, limits: RetryLimits, random: number): number {
  const doubled = limits.retryInitialDelayMillis * 2 ** Math.min(failures - 1, 30);
  return Math.floor(random * Math.min(doubled, limits.retryMaxDelayMillis));
}

/** Reads a `Retry-After` header, in seconds or as a date; null when it says nothing. One hour at most is believed. */
export function readRetryAfter(header: string | null, nowMillis: number): number | null {
  const text = header?.trim() ?? "";
  if (text === "") return null;
  const millis = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMillis;
  return Number.isNaN(millis) ? null : Math.min(Math.max(millis, 0), MAX_RETRY_AFTER_MILLIS);
}
