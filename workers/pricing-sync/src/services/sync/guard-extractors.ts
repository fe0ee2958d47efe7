import type { ExtractorContent } from "@voygent/cost";

/** What every usage object is billed by: without one of them its calls would cost a part of what they do. */
const INDISPENSABLE = ["input", "output"];

const unitsOf = ({ counts }: ExtractorContent) => new Set(counts.map(([unit]) => unit));

function losesCounts(listed: ExtractorContent, known: ExtractorContent): boolean {
  const [now, before] = [unitsOf(listed), unitsOf(known)];
  return INDISPENSABLE.some((unit) => before.has(unit) && !now.has(unit));
}

/**
 * The extractors of a provider, with the one before in place of one that does not read input or output any more, and with those
 * that are gone, since clients go on sending what they read. `damaged` are the API flavours of the former.
 */
export function guardExtractors(
  listed: ExtractorContent[],
  known: ExtractorContent[],
): { extractors: ExtractorContent[]; damaged: string[] } {
  const before = new Map(known.map((extractor) => [extractor.flavor, extractor]));
  const damaged: string[] = [];
  const extractors = listed.map((extractor) => {
    const stored = before.get(extractor.flavor);
    before.delete(extractor.flavor);
    if (stored === undefined || !losesCounts(extractor, stored)) return extractor;
    damaged.push(extractor.flavor);
    return stored;
  });
  return { extractors: [...extractors, ...before.values()], damaged };
}
