import { PriceListRejected } from "../../price-list-rejected.ts";

/** Deeper than any list needs, and shallow enough that nothing that walks it runs out of stack. */
const MAX_DEPTH = 32;

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/** Whether brackets nest deeper than allowed; one pass over the text, texts within it skipped. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInText) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) isInText = false;
    } else if (code === QUOTE) isInText = true;
    else if (OPENING.has(code)) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (CLOSING.has(code)) depth -= 1;
  }
  return false;
}

/**
 * Reads the body of a price list as JSON.
 * @throws PriceListRejected when it is an HTML page, an error text, broken off or nested too deep
 */
export function parsePriceList(body: string): unknown {
  const [first = ""] = body.trimStart();
  if (first !== "{" && first !== "[") throw new PriceListRejected("the body is not JSON");
  if (nestsTooDeep(body)) throw new PriceListRejected(`the body is nested more than ${MAX_DEPTH} levels deep`);
  try {
    return JSON.parse(body);
  } catch {
    throw new PriceListRejected("the body is not JSON, or breaks off");
  }
}
