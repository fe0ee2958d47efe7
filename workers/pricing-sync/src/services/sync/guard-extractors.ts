import type { ExtractorContent } from "@voygent/cost";

import { mappingChanges } from "./mapping-changes.ts";

/** What every usage object is billed by: without one of them its calls would cost a part of what they do. */
const INDISPENSABLE = ["input", "output"];

/** How many changes of an extractor are told. */
const MAX_TOLD = 3;

/** An API flavour whose stored extractor stays, and what the list says otherwise. */
type KeptExtractor = { flavor: string; reason: "missing_count" | "extractor_kept"; change: string };

const unitsOf = ({ counts }: ExtractorContent) => new Set(counts.map(([unit]) => unit));

function lostCounts(listed: ExtractorContent, known: ExtractorContent): string[] {
  const [now, before] = [unitsOf(listed), unitsOf(known)];
  return INDISPENSABLE.filter((unit) => before.has(unit) && !now.has(unit));
}

function told(changes: string[]): string {
  const more = changes.length - MAX_TOLD;
  return `reads ${changes.slice(0, MAX_TOLD).join(" and ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function judge(listed: ExtractorContent, known: ExtractorContent, isAccepted: boolean): KeptExtractor | null {
  const { flavor } = listed;
  const lost = lostCounts(listed, known);
  if (lost.length > 0) return { flavor, reason: "missing_count", change: `reads no ${lost.join(" and no ")}` };
  const changes = isAccepted ? [] : mappingChanges(listed, known);
  return changes.length === 0 ? null : { flavor, reason: "extractor_kept", change: told(changes) };
}

/**
 * The extractors of a provider as they are taken over. Of an API flavour that is stored, one that reads more is; one that reads
 * otherwise what is read is not, unless an admin accepts the flavour, and one without input or output never is: the stored one
 * stays whole. Those that are gone stay, too, since clients go on sending what they read.
 */
export function guardExtractors(
  listed: ExtractorContent[],
  known: ExtractorContent[],
  accepts: (flavor: string) => boolean,
): { extractors: ExtractorContent[]; kept: KeptExtractor[] } {
  const before = new Map(known.map((extractor) => [extractor.flavor, extractor]));
  const kept: KeptExtractor[] = [];
  const extractors = listed.map((extractor) => {
    const { flavor } = extractor;
    const stored = before.get(flavor);
    before.delete(flavor);
    const judged = stored === undefined ? null : judge(extractor, stored, accepts(flavor));
    if (stored === undefined || judged === null) return extractor;
    kept.push(judged);
    return stored;
  });
  return { extractors: [...extractors, ...before.values()], kept };
}
