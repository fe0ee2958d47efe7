/** Largest count that the product stores: a thousand of them still add up exactly. */
const MAX_COUNT = 1_000_000_000_000;

const DIGITS = /^\d{1,16}$/;

/**
 * A count as instrumentations send it: a whole number, or its decimal digits as a text. Null when it is anything else:
 * negative, fractional, not a number, or larger than 10^12.
 */
export function readCount(value: unknown): number | null {
  const count = typeof value === "string" && DIGITS.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MAX_COUNT ? count : null;
}
