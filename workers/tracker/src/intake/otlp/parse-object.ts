/** Longest JSON text that is parsed out of an attribute. What is longer holds more than counts. */
const MAX_LENGTH = 64 * 1024;

/** The entries of a JSON object that an attribute holds as a text; null when it holds anything else. */
export function parseObject(value: unknown): [string, unknown][] | null {
  if (typeof value !== "string" || value.length > MAX_LENGTH) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? Object.entries(parsed) : null;
  } catch {
    return null;
  }
}
