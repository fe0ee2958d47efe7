import { priceBuckets } from "./bucket-price.ts";
import { OPEN_MS } from "./book-content.ts";
import { CONFLICT } from "./book-text.ts";
import { readArray, readText, readWholeNumber } from "./json-value.ts";
import type { BookModel, BookRate } from "./price-book.ts";
import { decodePriceFlags } from "./price-flag.ts";
import { SERVICE_TIERS } from "./service-tier.ts";
import { TOKEN_KINDS } from "./token-usage.ts";
import type { UnitPrice, UnitPrices } from "./unit-price.ts";

/** What an interaction counts; a price for anything else is never charged. */
const COUNTED_UNITS = new Set<string>([...TOKEN_KINDS, "web_searches", "requests"]);

const WEEKDAYS = 127;
const MS_PER_DAY = 24 * 60 * 60_000;

/** The names that the numbers of a rate stand for. */
type Names = { units: readonly string[]; sources: readonly string[] };

function readThreshold(value: unknown, path: string): { tokens: number; isInclusive: 0 | 1 } {
  if (typeof value === "number" && value < 0) return { tokens: readWholeNumber(-value, path), isInclusive: 1 };
  return { tokens: readWholeNumber(value, path), isInclusive: 0 };
}

function readPrice(value: unknown, path: string, unit: string): UnitPrice {
  if (typeof value === "number") return readWholeNumber(value, path, unit);
  const [base, ...steps] = readArray(value, path);
  const tiers: [number, number, 0 | 1][] = [];
  for (let index = 0; index < steps.length; index += 2) {
    const { tokens, isInclusive } = readThreshold(steps[index], path);
    tiers.push([tokens, readWholeNumber(steps[index + 1], path, unit), isInclusive]);
  }
  return { base: readWholeNumber(base, path, unit), tiers };
}

function nameOf(names: readonly string[], number: unknown, path: string): string {
  const name = names[readWholeNumber(number, path)];
  if (name === undefined) throw new TypeError(`price book: unknown number at ${path}`);
  return name;
}

function readPrices(value: unknown, path: string, units: readonly string[]): UnitPrices {
  const listed = readArray(value, path);
  const prices: UnitPrices = {};
  for (let index = 0; index < listed.length; index += 2) {
    const unit = nameOf(units, listed[index], path);
    prices[unit] = readPrice(listed[index + 1], path, unit);
  }
  return prices;
}

function readWindow(value: unknown, path: string): BookRate["window"] {
  if (value === 0) return null;
  const [start, end, weekdays] = readArray(value, path);
  const [startMinute, endMinute] = [readWholeNumber(start, path), readWholeNumber(end, path)];
  return { startMinute, endMinute, weekdays: weekdays === undefined ? WEEKDAYS : readWholeNumber(weekdays, path) };
}

function chargesOf(prices: UnitPrices): BookRate["charges"] {
  const units = Object.keys(prices);
  if (units.length === 0) return "nothing";
  return units.some((unit) => COUNTED_UNITS.has(unit)) ? "counted usage" : "other";
}

/**
 * Reads one rate of a model of a price book (a `CompactRate`).
 * @throws TypeError that says what is wrong and at which model and unit
 */
export function readCompactRate(value: unknown, { compact, provider, id }: BookModel, names: Names): BookRate {
  const path = `${provider}/${id}`;
  const [rateId, source, tier, fromMs, toMs, window, flags, listed, undatedBefore] = readArray(value, path);
  const [, , , modelFlags, listedProvider, as] = compact;
  const prices = readPrices(listed, path, names.units);
  const ownFlags = decodePriceFlags(readWholeNumber(flags, path));
  const isInConflict = (modelFlags & CONFLICT) !== 0 && !ownFlags.includes("source_conflict");
  const endMs = readWholeNumber(toMs, path);
  return {
    id: readText(rateId, path),
    source: nameOf(names.sources, source, path),
    serviceTier: SERVICE_TIERS[readWholeNumber(tier, path)] ?? "standard",
    provider: listedProvider === 0 ? provider : listedProvider,
    model: as === 0 ? id : as,
    effectiveFromMs: readWholeNumber(fromMs, path),
    effectiveToMs: endMs === 0 ? OPEN_MS : endMs,
    window: readWindow(window, path),
    prices,
    buckets: priceBuckets(prices),
    flags: isInConflict ? [...ownFlags, "source_conflict"] : ownFlags,
    undatedBeforeMs: undatedBefore === undefined ? 0 : readWholeNumber(undatedBefore, path) * MS_PER_DAY,
    charges: chargesOf(prices),
  };
}
