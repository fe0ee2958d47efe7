/** One structured line of the log. Values are figures and identifiers, never content. */
export type LogEntry = Record<string, string | number | boolean | null>;

/** Writes one JSON line to the log. */
export function log(level: "info" | "error", entry: LogEntry): void {
  console[level === "error" ? "error" : "log"](JSON.stringify({ level, at: new Date().toISOString(), ...entry }));
}

/** The text of an error and of its causes, for the log only. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 500);
  const cause = error.cause === undefined ? "" : ` ← ${describeError(error.cause)}`;
  return `${error.name}: ${error.message.slice(0, 500)}${cause}`;
}
