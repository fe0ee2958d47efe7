import type { EventWarning } from "./usage-event.ts";

/** Notes what is odd about an event. */
export type Warn = (warning: EventWarning) => void;

/** The value under the current name, else under the older one; when they differ the current one wins, with a warning. */
export function preferCurrent<Value>(
  current: { name: string; value: Value | null | undefined },
  older: { name: string; value: Value | null | undefined },
  warn: Warn,
): Value | null {
  if (current.value === null || current.value === undefined) return older.value ?? null;
  if (older.value !== null && older.value !== undefined && older.value !== current.value) {
    const message = `${older.name} differs from ${current.name}; ${current.name} was taken`;
    warn({ code: "conflicting_alias", message, subject: older.name });
  }
  return current.value;
}
