import type { SentValue } from "./send-rows.ts";

/** A number has at most 24 characters, and a comma. */
const NUMBER_UNITS = 9;

/**
 * How much room values take on their way, without writing them out: as JSON they have at most three bytes for each of these
 * units. A UTF-16 unit has three bytes at most; one that JSON puts a backslash before has two. It holds for well-formed texts
 * without control characters, as all that are stored are.
 */
export function sentUnits(values: readonly SentValue[]): number {
  let units = 1;
  for (const value of values) units += typeof value === "string" ? value.length + 1 : NUMBER_UNITS;
  return units;
}
