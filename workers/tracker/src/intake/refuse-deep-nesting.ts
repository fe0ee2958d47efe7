import { AppError } from "@voygent/http";

/** Deepest nesting of a JSON body; `metadata` may use most of it. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPENING_BRACKET, CLOSING_BRACKET] = [0x5b, 0x5d];
const [OPENING_BRACE, CLOSING_BRACE] = [0x7b, 0x7d];

/** Refuses JSON (as UTF-8) that is nested deeper than 64 levels, before a parser has to recurse into it. */
export function refuseDeepNesting(json: Uint8Array): void {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0;
    if (isInString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw new AppError("invalid_input", `the body is nested deeper than ${MAX_DEPTH} levels`);
      }
    } else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) depth -= 1;
  }
}
