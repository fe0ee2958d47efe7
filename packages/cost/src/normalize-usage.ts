import type { UnitUsage } from "./ai-tokens-cost.ts";
import { findProvider } from "./find-provider.ts";
import { normalizeTokens } from "./normalize-tokens.ts";
import type { PathStep, PriceBook, UsageExtractor } from "./price-book.ts";
import { isOtherUnit, type OtherUnits } from "./other-units.ts";
import { ownField } from "./own-field.ts";
import { TOKEN_KINDS, type TokenUsage } from "./token-usage.ts";
import { writtenForAnHour } from "./written-for-an-hour.ts";
import { readUsageRemarks, type UsageRemarks } from "./usage-remarks.ts";

/**
 * What a provider's own usage object says: counts in normal form, with the names of the counts that were not possible as
 * they came and were cut. Or why it says nothing, with what is known instead.
 */
export type ExtractedUsage =
  | { status: "extracted"; tokens: TokenUsage; units: UnitUsage; clamped: string[]; remarks: UsageRemarks }
  | { status: "unknown_provider"; known: string[] }
  | { status: "unknown_flavor"; known: string[] }
  | { status: "no_counts" }
  | { status: "too_large"; units: string[]; maximum: number };

/** The largest count that is taken; it is that of a count which a client sends itself. */
const MAX_COUNT = 1_000_000_000_000;

/** Entries of a list that are looked at: a provider lists a handful. */
const MAX_LISTED = 1_000;

/** What xAI names `num_sources_used`. */
const SEARCH_SOURCES = "search_sources";

const COUNTED_UNITS = new Set<string>([...TOKEN_KINDS, "web_searches", "requests"]);

function follow(value: unknown, steps: readonly PathStep[]): unknown {
  let reached = value;
  for (const step of steps) {
    if (typeof step === "string") {
      reached = ownField(reached, step);
      continue;
    }
    const list: unknown[] = Array.isArray(reached) ? reached : [];
    reached = list.slice(0, MAX_LISTED).find((element) => {
      const label = ownField(element, step.field);
      return typeof label === "string" && step.accepts(label.trim().toLowerCase());
    });
  }
  return reached;
}

/** The usage object itself, whether it came alone, in the whole answer, or in a part of it. */
function findUsage(root: string[], given: unknown): unknown {
  const starts = root.map((_, index) => root.slice(index));
  for (const steps of starts) {
    const usage = follow(given, steps);
    if (typeof usage === "object" && usage !== null) return usage;
  }
  return given;
}

const NUMERIC_TEXT = /^-?\d{1,40}(\.\d{1,40})?$/;

/** A count as a number: some libraries write it as a text. Anything else is as it came. */
function numberOf(given: unknown): unknown {
  return typeof given === "string" && NUMERIC_TEXT.test(given.trim()) ? Number(given) : given;
}

/** The nearest whole number that is not negative. */
function wholeCount(count: unknown): number {
  return typeof count === "number" && count > 0 ? Math.trunc(count) : 0;
}

type Sums = Partial<Record<string, number>>;

function addUp(provider: string, usage: unknown, { counts }: UsageExtractor) {
  const sums: Sums = {};
  const clamped = new Set<string>();
  const add = (unit: string, given: unknown): void => {
    const count = wholeCount(given);
    sums[unit] = (sums[unit] ?? 0) + count;
    if (count !== given) clamped.add(unit);
  };
  let hasCounts = false;
  for (const { unit, steps } of counts) {
    const given = numberOf(follow(usage, steps));
    if (given === undefined || given === null) continue;
    hasCounts ||= typeof given === "number";
    if (COUNTED_UNITS.has(unit) || isOtherUnit(unit)) add(unit, given);
  }
  // No price list's extractor reads what xAI bills its live search by.
  const sources = provider === "x-ai" ? numberOf(ownField(usage, "num_sources_used")) : undefined;
  // The price list's extractors of Bedrock read no lifetimes.
  const isSplit = counts.some(({ unit }) => unit === "cache_write_1h");
  const hour = sums["cache_write"] === undefined || isSplit ? null : numberOf(writtenForAnHour(usage));
  if (hour !== null) add("cache_write_1h", hour);
  if (sources !== undefined && sources !== null) add(SEARCH_SOURCES, sources);
  return { sums, clamped, hasCounts };
}

/** The counts of units that are no tokens, searches or requests; null without any. */
function otherUnitsOf(sums: Sums): OtherUnits | null {
  const counted = Object.entries(sums).flatMap(([unit, count]): [string, number][] =>
    count !== undefined && count > 0 && isOtherUnit(unit) ? [[unit, count]] : [],
  );
  return counted.length === 0 ? null : Object.fromEntries(counted);
}

/**
 * Reads a provider's own usage object, as it came, by the extractor of the provider and API flavour in the price book.
 * `usage` may also be the whole answer. A count that is missing is 0 and one below 0 is cut; an object without any is
 * `no_counts`, one with a count past 10^12 is `too_large`.
 */
export function normalizeUsage(
  book: PriceBook,
  raw: { provider: string; apiFlavor: string; usage: unknown },
): ExtractedUsage {
  const provider = findProvider(book, raw.provider.trim().toLowerCase());
  if (provider === undefined || !provider.hasExtractors) {
    const readable = book.providers.filter(({ hasExtractors }) => hasExtractors);
    return { status: "unknown_provider", known: readable.map(({ id }) => id) };
  }
  const { extractors } = provider.line();
  const extractor = extractors.get(raw.apiFlavor);
  if (extractor === undefined) return { status: "unknown_flavor", known: [...extractors.keys()] };

  const usage = findUsage(extractor.root, raw.usage);
  const { sums, clamped, hasCounts } = addUp(provider.id, usage, extractor);
  if (!hasCounts) return { status: "no_counts" };
  const tooLarge = Object.keys(sums).filter((unit) => (sums[unit] ?? 0) > MAX_COUNT);
  if (tooLarge.length > 0) return { status: "too_large", units: tooLarge, maximum: MAX_COUNT };
  const normalized = normalizeTokens(sums, { usage: "inclusive", reasoning: "included" });
  for (const { kind } of normalized.clamped) clamped.add(kind);
  const other = otherUnitsOf(sums);
  const units = {
    web_searches: sums["web_searches"] ?? 0,
    requests: sums["requests"] ?? 0,
    ...(other !== null && { other }),
  };
  const remarks = readUsageRemarks({ provider: provider.id, usage, answer: raw.usage, tokens: normalized.tokens });
  return { status: "extracted", tokens: normalized.tokens, units, clamped: [...clamped], remarks };
}
