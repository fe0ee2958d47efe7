import type { ProblemField } from "@voygent/contracts";

/** The attributes that we read; others are not stored. */
const ATTRIBUTES = ["specversion", "id", "source", "type", "time", "subject"];

const ESCAPED_BYTES = /(?:%[\da-f]{2})+/gi;
const QUOTED = /^"(.*)"$/s;

/** A header value as its sender meant it: unquoted, then percent-decoded once. A `%` before no two digits is itself. */
function decodeValue(value: string): string {
  const unquoted = QUOTED.exec(value)?.[1]?.replaceAll(/\\(.)/gs, "$1") ?? value;
  return unquoted.replaceAll(ESCAPED_BYTES, (escaped) => decodeURIComponent(escaped));
}

/** An event in binary mode as it would be in structured mode, or the headers that cannot be decoded. */
export function readCeHeaders(headers: Headers, data: unknown): { envelope: object } | { errors: ProblemField[] } {
  const envelope: Record<string, unknown> = {};
  const errors: ProblemField[] = [];
  for (const name of ATTRIBUTES) {
    const value = headers.get(`ce-${name}`);
    if (value === null) continue;
    try {
      envelope[name] = decodeValue(value);
    } catch {
      errors.push({ path: name, message: "is not UTF-8 when it is percent-decoded" });
    }
  }
  return errors.length > 0 ? { errors } : { envelope: { ...envelope, data } };
}
