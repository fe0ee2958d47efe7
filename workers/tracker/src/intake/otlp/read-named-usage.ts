import { TokenCounts } from "@voygent/contracts";
import type { TokenUsage } from "@voygent/cost";

import { VOCABULARIES } from "./attribute-names.ts";
import { readCount } from "./read-count.ts";
import type { SpanReading } from "./span-reading.ts";

export type GivenTokens = Partial<TokenUsage>;

const TOKEN_KINDS = TokenCounts.keyof().options;

type Kinds = (readonly [kind: keyof TokenUsage, names: readonly string[]])[];

/** Of each vocabulary that has counts: the attributes that say its totals, and the kinds that it knows with the names of theirs. */
const COUNTS = VOCABULARIES.map(({ counts }) => ({
  totals: [...(counts.input ?? []), ...(counts.output ?? [])],
  kinds: TOKEN_KINDS.map((kind): Kinds[number] => [kind, counts[kind] ?? []]).filter(([, names]) => names.length > 0),
})).filter(({ totals }) => totals.length > 0);

/** The counts of one vocabulary, unchecked, by the attribute that says each. */
type Found = Map<keyof TokenUsage, { name: string; value: unknown }>;

function findCounts({ attributes }: SpanReading, kinds: Kinds): Found {
  const found: Found = new Map();
  for (const [kind, names] of kinds) {
    const name = names.find((candidate) => attributes.has(candidate));
    if (name !== undefined) found.set(kind, { name, value: attributes.get(name) });
  }
  return found;
}

const sayTheSame = (left: Found, right: Found) =>
  (["input", "output"] as const).every((kind) => left.get(kind)?.value === right.get(kind)?.value);

/**
 * The counts of a span in one vocabulary, never mixed from several: the first that has an input or output count, or a later
 * one with the same two counts that tells more about them, as the Vercel AI SDK does beside its GenAI attributes. Null
 * without such a count.
 */
export function readNamedUsage(reading: SpanReading): GivenTokens | null {
  let chosen: Found | null = null;
  for (const { totals, kinds } of COUNTS) {
    if (!totals.some((name) => reading.attributes.has(name))) continue;
    const found = findCounts(reading, kinds);
    if (chosen === null || (sayTheSame(chosen, found) && found.size > chosen.size)) chosen = found;
  }
  if (chosen === null) return null;
  const tokens: GivenTokens = {};
  for (const [kind, { name, value }] of chosen) {
    const count = readCount(value);
    if (count === null) reading.problems.push({ path: name, message: "must be a whole number from 0 to 10^12" });
    else tokens[kind] = count;
  }
  return tokens;
}
