import type { UnitUsage } from "./ai-tokens-cost.ts";
import { countUsage, expectedCounts, type UsageSums } from "./count-usage.ts";
import { findProvider } from "./find-provider.ts";
import { normalizeTokens } from "./normalize-tokens.ts";
import { isOtherUnit, type OtherUnits } from "./other-units.ts";
import type { PriceBook } from "./price-book.ts";
import type { TokenUsage } from "./token-usage.ts";
import { readUsageRemarks, type UsageRemarks } from "./usage-remarks.ts";

/**
 * What a provider's own usage object says: counts in normal form, with the names of the counts that were not possible as
 * they came and were cut. Or why it says nothing, with what is known instead: of `no_counts` where the input and output are
 * looked for, and by which other flavours of the provider there are counts.
 */
export type ExtractedUsage =
  | { status: "extracted"; tokens: TokenUsage; units: UnitUsage; clamped: string[]; remarks: UsageRemarks }
  | { status: "unknown_provider"; known: string[] }
  | { status: "unknown_flavor"; known: string[] }
  | { status: "no_counts"; expected: string[]; fittingFlavors: string[]; remarks: UsageRemarks }
  | { status: "too_large"; units: string[]; maximum: number };

/** The largest count that is taken; it is that of a count which a client sends itself. */
const MAX_COUNT = 1_000_000_000_000;

/** The counts of units that are no tokens, searches or requests; null without any. */
function otherUnitsOf(sums: UsageSums): OtherUnits | null {
  const counted = Object.entries(sums).flatMap(([unit, count]): [string, number][] =>
    count !== undefined && count > 0 && isOtherUnit(unit) ? [[unit, count]] : [],
  );
  return counted.length === 0 ? null : Object.fromEntries(counted);
}

const NORMAL_FORM = { usage: "inclusive", reasoning: "included" } as const;

/**
 * Reads a provider's own usage object, as it came, by the extractor of the provider and API flavour in the price book.
 * `usage` may also be the whole answer. A count that is missing is 0 and one below 0 is cut; an object without any, or
 * with none that can be but 0, is `no_counts`, one with a count past 10^12 is `too_large`.
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

  const { usage, sums, clamped, hasCounts } = countUsage(provider.id, raw.usage, extractor);
  const remarksBeside = (tokens: TokenUsage) =>
    readUsageRemarks({ provider: provider.id, usage, answer: raw.usage, tokens });
  if (!hasCounts) {
    const fitting = [...extractors].filter(([, other]) => countUsage(provider.id, raw.usage, other).hasCounts);
    const fittingFlavors = fitting.map(([flavor]) => flavor);
    const remarks = remarksBeside(normalizeTokens({}, NORMAL_FORM).tokens);
    return { status: "no_counts", expected: expectedCounts(extractor), fittingFlavors, remarks };
  }
  const tooLarge = Object.keys(sums).filter((unit) => (sums[unit] ?? 0) > MAX_COUNT);
  if (tooLarge.length > 0) return { status: "too_large", units: tooLarge, maximum: MAX_COUNT };
  const normalized = normalizeTokens(sums, NORMAL_FORM);
  for (const { kind } of normalized.clamped) clamped.add(kind);
  const other = otherUnitsOf(sums);
  const units = {
    web_searches: sums["web_searches"] ?? 0,
    requests: sums["requests"] ?? 0,
    ...(other !== null && { other }),
  };
  const remarks = remarksBeside(normalized.tokens);
  return { status: "extracted", tokens: normalized.tokens, units, clamped: [...clamped], remarks };
}
