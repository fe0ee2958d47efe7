/** Longest text that the tracker takes, in characters. */
const MAX_LABEL_LENGTH = 256;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A field of a document, whether it is a Mongoose document, a plain object or a line of `mongoexport`; else undefined. */
export function fieldOf(document: unknown, name: string): unknown {
  return isObject(document) ? Reflect.get(document, name) : undefined;
}

/** What needs no cutting: nearly every id and name. */
const PLAIN = /^[!-~](?:[ -~]{0,254}[!-~])?$/;

/** A short text, such as an id or a name, as the tracker takes it: cut, well-formed, on one line; null when there is none. */
export function readLabel(value: unknown): string | null {
  if (typeof value !== "string" || value === "") return null;
  if (PLAIN.test(value)) return value;
  // Cut generously before anything is searched in it: what stands here may be of any length.
  const start = value.slice(0, 2 * MAX_LABEL_LENGTH).replaceAll(/\p{Cc}|\p{Surrogate}/gu, " ");
  const label = Array.from(start).slice(0, MAX_LABEL_LENGTH).join("").trim();
  return label === "" ? null : label;
}

/** An id: a text, an ObjectId, or `{"$oid"}` of Extended JSON. */
export function readId(value: unknown): string | null {
  if (typeof value === "string") return readLabel(value);
  const toHexString = fieldOf(value, "toHexString");
  if (typeof toHexString === "function") return readLabel(Reflect.apply(toHexString, value, []));
  return readLabel(fieldOf(value, "$oid"));
}

/** A finite number, also as `{"$numberInt"}` and its kin of canonical Extended JSON; never `-0`. */
export function readNumber(value: unknown): number | null {
  const text = NUMBERS.map((name) => fieldOf(value, name)).find((found) => found !== undefined);
  const number = typeof text === "string" ? Number(text) : value;
  return typeof number === "number" && Number.isFinite(number) ? number + 0 : null;
}

const NUMBERS = ["$numberInt", "$numberLong", "$numberDouble", "$numberDecimal"];

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/;

/** The years that the tracker takes, 1 to 9999. */
const [FIRST_MS, LAST_MS] = [Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59.999Z")];

/** An instant in milliseconds since 1970: a Date, `{"$date"}` of Extended JSON, or ISO 8601 with its zone; null for an impossible one. */
export function readInstantMs(value: unknown): number | null {
  if (value instanceof Date) return inYears(value.getTime());
  if (typeof value === "string") return ISO_INSTANT.test(value) ? inYears(Date.parse(value)) : null;
  const date = fieldOf(value, "$date");
  return inYears(typeof date === "string" ? Date.parse(date) : readNumber(date));
}

const inYears = (ms: number | null): number | null => (ms !== null && ms >= FIRST_MS && ms <= LAST_MS ? ms + 0 : null);

/** The elements of a list of a document, the first thousand at most. */
export function readList(value: unknown): unknown[] {
  // By index: the lists of Mongoose's documents are slow to copy.
  return Array.isArray(value) ? Array.from({ length: Math.min(value.length, 1000) }, (_, index) => value[index]) : [];
}
