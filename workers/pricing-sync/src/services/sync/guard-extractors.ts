import type { ExtractorContent } from "@voygent/cost";

import type { StoredExtractor } from "../../stored-json.ts";
import { mappingChanges } from "./mapping-changes.ts";

/** What every usage object is billed by: without one of them its calls would cost a part of what they do. */
const INDISPENSABLE = ["input", "output"];

/** How many changes of an extractor are told. */
const MAX_TOLD = 3;

/** A count that was added no longer ago than this is taken back without an admin: it was a mistake of the list. */
const RECENT_MS = 14 * 24 * 60 * 60 * 1000;

/** What of a list is believed about extractors, and when it is read. */
export type ExtractorTrust = { accepts: (flavor: string) => boolean; nowMs: number };

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

const countKey = (count: ExtractorContent["counts"][number]) => JSON.stringify(count);

/** The extractor as it was before what was added to it lately. */
function withoutRecent(known: StoredExtractor, nowMs: number): ExtractorContent {
  const recent = new Set(
    (known.added ?? []).filter(({ at_ms: atMs }) => atMs > nowMs - RECENT_MS).map(({ count }) => countKey(count)),
  );
  return { ...known, counts: known.counts.filter((count) => !recent.has(countKey(count))) };
}

function judge(listed: ExtractorContent, known: StoredExtractor, { accepts, nowMs }: ExtractorTrust) {
  const { flavor } = listed;
  const lost = lostCounts(listed, known);
  if (lost.length > 0) return { flavor, reason: "missing_count" as const, change: `reads no ${lost.join(" and no ")}` };
  const changes = accepts(flavor) ? [] : mappingChanges(listed, known);
  if (changes.length === 0 || mappingChanges(listed, withoutRecent(known, nowMs)).length === 0) return null;
  return { flavor, reason: "extractor_kept" as const, change: told(changes) };
}

/** The listed extractor with what it reads beyond the stored one, and since when; what an admin accepts is no addition. */
function withAdded(
  listed: ExtractorContent,
  known: StoredExtractor,
  { accepts, nowMs }: ExtractorTrust,
): StoredExtractor {
  if (accepts(listed.flavor)) return listed;
  const before = new Set(known.counts.map(countKey));
  const addedAtMs = new Map((known.added ?? []).map(({ at_ms, count }) => [countKey(count), at_ms]));
  const added = listed.counts.flatMap((count) => {
    const at_ms = addedAtMs.get(countKey(count)) ?? (before.has(countKey(count)) ? null : nowMs);
    return at_ms === null ? [] : [{ at_ms, count }];
  });
  return added.length === 0 ? listed : { ...listed, added };
}

/**
 * The extractors of a provider as they are taken over. Of an API flavour that is stored, one that reads more is; one that reads
 * otherwise what is read is not, unless an admin accepts the flavour, and one without input or output never is: the stored one
 * stays whole. What was added lately may go again, or be read otherwise. Those that are gone stay, too, since clients go on
 * sending what they read.
 */
export function guardExtractors(
  listed: ExtractorContent[],
  known: StoredExtractor[],
  trust: ExtractorTrust,
): { extractors: StoredExtractor[]; kept: KeptExtractor[] } {
  const before = new Map(known.map((extractor) => [extractor.flavor, extractor]));
  const kept: KeptExtractor[] = [];
  const extractors = listed.map((extractor) => {
    const stored = before.get(extractor.flavor);
    before.delete(extractor.flavor);
    if (stored === undefined) return extractor;
    const judged: KeptExtractor | null = judge(extractor, stored, trust);
    if (judged === null) return withAdded(extractor, stored, trust);
    kept.push(judged);
    return stored;
  });
  return { extractors: [...extractors, ...before.values()], kept };
}
