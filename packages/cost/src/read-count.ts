const NUMERIC_TEXT = /^-?\d{1,40}(\.\d{1,40})?$/;

/** A count as a number: some libraries write it as a text. Anything else is as it came. */
export function numberOf(given: unknown): unknown {
  return typeof given === "string" && NUMERIC_TEXT.test(given.trim()) ? Number(given) : given;
}

/** The nearest whole number that is not negative. */
export function wholeCount(count: unknown): number {
  return typeof count === "number" && count > 0 ? Math.trunc(count) : 0;
}

/** A foreign count as a whole number that is not negative; 0 for what is no count. */
export const readCount = (given: unknown): number => wholeCount(numberOf(given));
