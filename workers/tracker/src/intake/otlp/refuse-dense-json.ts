import { AppError } from "@voygent/http";

/** Most objects and lists of a body. Each takes memory when it is parsed, and a Worker has 128 MB for all of its requests. */
export const MAX_CONTAINERS = 500_000;

/** Most commas between values: a list of numbers takes little memory as text, and much as values. */
export const MAX_COMMAS = 2_000_000;

/** A body up to this size is not looked through: whatever it holds has room. */
const SMALL_BYTES = 2 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;

/**
 * Refuses JSON (as UTF-8) of more than half a million objects and lists, or of two million commas, before it is parsed.
 * @throws AppError 413
 */
export function refuseDenseJson(json: Uint8Array): void {
  if (json.length <= SMALL_BYTES) return;
  let [count, commas] = [0, 0];
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (isInString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) count += 1;
    else if (byte === COMMA) commas += 1;
  }
  if (count > MAX_CONTAINERS) {
    throw new AppError("payload_too_large", `expected at most ${MAX_CONTAINERS} objects and lists in a body`);
  }
  if (commas > MAX_COMMAS) {
    throw new AppError("payload_too_large", `expected at most ${MAX_COMMAS} values in a body`);
  }
}
