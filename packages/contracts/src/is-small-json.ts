/** A list or object counts as larger with each entry, so that empty ones end the search as well. */
const ENTRY_BYTES = 2;

/** What an entry takes at most besides its name and its text: the longest number, or quotes, with a colon and a comma. */
const MOST_ENTRY_BYTES = 32;

/** A control character is written as six. */
const MOST_CHARACTER_BYTES = 6;

/**
 * Whether a value is JSON of at most `maxBytes` bytes when it is written out. It looks at no more entries than fit, so a
 * huge value costs as little as one that is just too large.
 */
export function isSmallJson(value: unknown, maxBytes: number): boolean {
  // Each entry takes a byte at least, and another one for what parts it from the next.
  let left = maxBytes + ENTRY_BYTES;
  let entryCount = 0;
  const fits = (given: unknown): boolean => {
    left -= ENTRY_BYTES;
    entryCount += 1;
    if (left < 0) return false;
    if (given === null || typeof given === "boolean") return true;
    if (typeof given === "number") return Number.isFinite(given);
    if (typeof given === "string") return (left -= given.length) >= 0;
    if (typeof given !== "object") return false;
    if (Array.isArray(given)) return given.length * ENTRY_BYTES <= left && given.every(fits);
    // Object.entries would copy all of a huge object first.
    for (const name in given) {
      left -= name.length;
      if (Object.hasOwn(given, name) && !fits(Reflect.get(given, name))) return false;
    }
    return true;
  };
  if (!fits(value)) return false;
  const mostBytes = MOST_CHARACTER_BYTES * (maxBytes - left) + MOST_ENTRY_BYTES * entryCount;
  return mostBytes <= maxBytes || new TextEncoder().encode(JSON.stringify(value)).length <= maxBytes;
}
