const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads one field of a parsed document; `path` says where it stands, for the error text. */
export function readObject(value: unknown, path: string): Record<string, unknown> {
  if (!isObject(value)) throw new TypeError(`price book: expected an object at ${path}`);
  return value;
}

export function readArray(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`price book: expected a list at ${path}`);
  return value;
}

export function readText(value: unknown, path: string): string {
  if (typeof value !== "string") throw new TypeError(`price book: expected a text at ${path}`);
  return value;
}

/** A whole number from 0 to 2^53 - 1. */
export function readWholeNumber(value: unknown, path: string, field?: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`price book: expected a whole number at ${path}${field === undefined ? "" : `.${field}`}`);
  }
  return value;
}
