import { readArray, readObject, readText, readWholeNumber } from "./json-value.ts";
import type { BookRate, DocumentPrice } from "./price-book.ts";
import { TOKEN_KINDS } from "./token-usage.ts";

/** What an interaction counts; a price for anything else is never charged. */
const COUNTED_UNITS = new Set<string>([...TOKEN_KINDS, "web_searches", "requests"]);

/** Whose rate it is. */
type Owner = { source: string; provider: string; model: string };

function checkPrice(value: unknown, path: string): void {
  const price = readObject(value, path);
  readWholeNumber(price["base"], path);
  for (const tier of readArray(price["tiers"], path)) {
    const [inputTokens, picoUsd] = readArray(tier, path);
    readWholeNumber(inputTokens, path);
    readWholeNumber(picoUsd, path);
  }
}

/** Checks the prices where they stand: a book has thousands, and a cold isolate has to read it before the first event. */
function checkPrices(prices: Record<string, unknown>, path: string): asserts prices is Record<string, DocumentPrice> {
  for (const [unit, price] of Object.entries(prices)) {
    if (typeof price === "number") readWholeNumber(price, path, unit);
    else checkPrice(price, `${path}.${unit}`);
  }
}

function readWindow(value: unknown, path: string): BookRate["window"] {
  if (value === undefined) return null;
  const [startMinute, endMinute] = readArray(value, path);
  return { startMinute: readWholeNumber(startMinute, path), endMinute: readWholeNumber(endMinute, path) };
}

function chargesOf(prices: BookRate["prices"]): BookRate["charges"] {
  const units = Object.keys(prices);
  if (units.length === 0) return "nothing";
  return units.some((unit) => COUNTED_UNITS.has(unit)) ? "counted usage" : "other";
}

/**
 * Reads one dated rate of a price book (a `DocumentRate`); `path` says where it stands.
 * @throws TypeError that says what is wrong and at which unit
 */
export function readRate(value: unknown, { source, provider, model }: Owner, path: string): BookRate {
  const rate = readObject(value, path);
  const prices = readObject(rate["prices"], path);
  checkPrices(prices, path);
  return {
    id: readText(rate["id"], path),
    source,
    provider,
    model,
    effectiveFromMs: rate["from"] === undefined ? null : readWholeNumber(rate["from"], path),
    window: readWindow(rate["window"], path),
    prices,
    charges: chargesOf(prices),
  };
}
