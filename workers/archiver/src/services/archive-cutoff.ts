import { AppError } from "@voygent/http";

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (instantMs: number) => new Date(instantMs).toISOString().slice(0, 10);

/** The day of a year before, in UTC. 29 February becomes 28 February, so that nothing younger than a year is old. */
function yearBefore(nowMs: number): string {
  const day = dayOf(nowMs).replace(/-02-29$/, "-02-28");
  return `${String(Number(day.slice(0, 4)) - 1).padStart(4, "0")}${day.slice(4)}`;
}

/** Everything before `olderThanMs`, the start of the UTC day `olderThan`, is old. */
export type ArchiveCutoff = { olderThan: string; olderThanMs: number };

/**
 * From which UTC day on rows stay: the given day, else the day one year ago.
 * Throws `invalid_input` unless the day lies before today in UTC, so that the running day is never archived.
 */
export function archiveCutoff(nowMs: number, givenDay?: string): ArchiveCutoff {
  const olderThan = givenDay ?? yearBefore(nowMs);
  const olderThanMs = Date.parse(`${olderThan}T00:00:00Z`);
  if (olderThanMs > nowMs - (nowMs % DAY_MS) - DAY_MS) {
    const message = `must be before today, ${dayOf(nowMs)} in UTC`;
    throw new AppError("invalid_input", "some fields are not valid", { fields: [{ path: "older_than", message }] });
  }
  return { olderThan, olderThanMs };
}
