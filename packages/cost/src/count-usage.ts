import { readCacheWriteLifetimes } from "./cache-write-lifetimes.ts";
import { isOtherUnit } from "./other-units.ts";
import { ownField } from "./own-field.ts";
import type { PathStep, UsageExtractor } from "./price-book.ts";
import { numberOf, wholeCount } from "./read-count.ts";
import { TOKEN_KINDS } from "./token-usage.ts";

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

const isAbsent = (count: unknown): boolean => count === undefined || count === null;

/** Whether both paths name the same fields; a step into a list is like no other. */
const isSamePath = (path: readonly PathStep[], other: readonly PathStep[]): boolean =>
  path.length === other.length && path.every((step, index) => typeof step === "string" && step === other[index]);

/** Where the tokens written to the cache are counted by an extractor that adds them to the input; undefined where none does. */
function pathOfAddedCacheWrites(counts: UsageExtractor["counts"]): readonly PathStep[] | undefined {
  const written = counts.find(({ unit }) => unit === "cache_write")?.steps ?? [];
  return counts.find(({ unit, steps }) => unit === "input" && isSamePath(steps, written))?.steps;
}

/** Counts by the unit of the price list. */
export type UsageSums = Partial<Record<string, number>>;

/**
 * The counts of a usage object, with the names of those that were no whole number from 0 on and were cut. `hasCounts`: they
 * say what was used.
 */
type CountedUsage = { usage: unknown; sums: UsageSums; clamped: Set<string>; hasCounts: boolean };

/** Whether other counts are part of this one, and it is part of none. */
const isTotal = (unit: string): boolean => unit === "input" || unit === "output" || isOtherUnit(unit);

/**
 * Whether the counts say what was used: something, or a plain nothing. Where all that is left is 0, a count that was cut, and
 * one that is part of what was not counted, say that the rest is not known.
 */
function isUsable(sums: UsageSums, clamped: Set<string>, hasTotal: boolean): boolean {
  const used = Object.keys(sums).filter((unit) => (sums[unit] ?? 0) > 0);
  if (used.some((unit) => isTotal(unit) || unit === "web_searches" || unit === "requests")) return true;
  return hasTotal && used.length === 0 && clamped.size === 0;
}

/**
 * Adds up the counts of a provider's answer, or of a part of it, by an extractor. Tokens written to the cache that are only told
 * by their lifetimes count as if their sum had been told.
 */
export function countUsage(provider: string, answer: unknown, { root, counts }: UsageExtractor): CountedUsage {
  const usage = findUsage(root, answer);
  const sums: UsageSums = {};
  const clamped = new Set<string>();
  const add = (unit: string, given: unknown): void => {
    const count = wholeCount(given);
    sums[unit] = (sums[unit] ?? 0) + count;
    if (count !== given) clamped.add(unit);
  };
  const lifetimes = readCacheWriteLifetimes(usage);
  const [fiveMinutes, hour] = [numberOf(lifetimes.fiveMinutes), numberOf(lifetimes.hour)];
  const addedCacheWrites = pathOfAddedCacheWrites(counts);
  const countAt = (steps: readonly PathStep[]): unknown => {
    const given = numberOf(follow(usage, steps));
    const isSplitOnly = isAbsent(given) && addedCacheWrites !== undefined && isSamePath(steps, addedCacheWrites);
    if (!isSplitOnly || (isAbsent(fiveMinutes) && isAbsent(hour))) return given;
    return wholeCount(fiveMinutes) + wholeCount(hour);
  };
  let hasTotal = false;
  for (const { unit, steps } of counts) {
    const given = countAt(steps);
    if (isAbsent(given)) continue;
    hasTotal ||= typeof given === "number" && isTotal(unit);
    if (COUNTED_UNITS.has(unit) || isOtherUnit(unit)) add(unit, given);
  }
  // No price list's extractor reads what xAI bills its live search by.
  const sources = provider === "x-ai" ? numberOf(ownField(usage, "num_sources_used")) : undefined;
  // The price list's extractors of Bedrock read no lifetimes.
  const isSplit = counts.some(({ unit }) => unit === "cache_write_1h");
  if (sums["cache_write"] !== undefined && !isSplit && !isAbsent(hour)) add("cache_write_1h", hour);
  if (!isAbsent(sources)) add(SEARCH_SOURCES, sources);
  return { usage, sums, clamped, hasCounts: isUsable(sums, clamped, hasTotal) };
}

/** Where a flavour has its input and output, or what else it is billed by. */
export function expectedCounts({ counts }: UsageExtractor): string[] {
  const totals = counts.filter(({ unit }) => isTotal(unit));
  const paths = totals.map(({ steps }) => steps.filter((step) => typeof step === "string").join("."));
  return [...new Set(paths)];
}
