import { PriceSourceId, type UnpricedModel, usdPerMillion } from "@voygent/contracts";
import { findListed, type ListedModelMatch, type PriceBook } from "@voygent/cost";

type Suggestion = UnpricedModel["suggestions"][number];
type Named = { provider: string; model: string };

/** A model that another one may be, and how well that fits: the numbers are compared from the first on, larger is better. */
type Candidate = { match: ListedModelMatch; why: Suggestion["why"]; fit: number[] };

const MAX_SUGGESTIONS = 5;

/** Of the words of two names, at least this share must be the same. */
const MIN_LIKENESS = 0.6;

/** How a name was found, the best way first. */
const WAYS: readonly ListedModelMatch["by"][] = ["exact", "literal", "normalized", "undated"];

const wordsOf = (name: string) =>
  new Set(
    name
      .toLowerCase()
      .split(/[^a-z\d]+/)
      .filter((word) => word !== ""),
  );

const lastPart = (name: string) => name.slice(name.lastIndexOf("/") + 1);

/** The share of the words of two names that both have. */
function likeness(a: Set<string>, b: Set<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / Math.max(1, a.size + b.size - common);
}

/** How well a provider fits: by its name, and whether models of that name are its own. */
function providerFit(book: PriceBook, named: Named, id: string): number[] {
  const isMaker = book.providersById.get(id)?.acceptsModel()(lastPart(named.model).toLowerCase()) === true;
  return [likeness(wordsOf(named.provider), wordsOf(id)), isMaker ? 1 : 0];
}

function describe({ match, why }: Candidate, nowMs: number): Suggestion | null {
  const rate = match.rate(nowMs);
  if (rate === null) return null;
  const priceOf = (unit: string) => {
    const price = rate.prices[unit];
    return price === undefined ? null : usdPerMillion(typeof price === "number" ? price : price.base);
  };
  return {
    provider: match.provider,
    model: match.model,
    source: PriceSourceId.parse(rate.source),
    prices: { input: priceOf("input"), output: priceOf("output") },
    why,
  };
}

/** Models of the same name at other providers; a name that only a rule accepts is not the same. */
function sameName(book: PriceBook, named: Named): Candidate[] {
  return book.providers.flatMap(({ id }): Candidate[] => {
    if (id === named.provider) return [];
    const match = findListed(book, id, named.model);
    if (match === null || match.provider !== id || match.by === "rule") return [];
    const fit = [...providerFit(book, named, id), -WAYS.indexOf(match.by)];
    return [{ match, why: "other_provider", fit }];
  });
}

/** Models with a like name. */
function likeName(book: PriceBook, named: Named): Candidate[] {
  const words = wordsOf(lastPart(named.model));
  const alike = book.providers.flatMap((provider) =>
    provider.line().listed.models.flatMap(({ id }) => {
      const share = likeness(words, wordsOf(lastPart(id)));
      return share < MIN_LIKENESS ? [] : [{ provider: provider.id, id, share }];
    }),
  );
  return alike.flatMap(({ provider, id, share }): Candidate[] => {
    const match = findListed(book, provider, id);
    return match === null ? [] : [{ match, why: "similar_name", fit: [share, ...providerFit(book, named, provider)] }];
  });
}

function byFit({ fit: left }: Candidate, { fit: right }: Candidate): number {
  const index = left.findIndex((value, at) => value !== right[at]);
  return index === -1 ? 0 : (right[index] ?? 0) - (left[index] ?? 0);
}

/**
 * Models that an unpriced one may be, the best first: those of its name before those of a like one, and of these those at the
 * provider that is called most alike, then at the one whose own models are named so, then those that are spelled most alike.
 */
export function suggestModels(book: PriceBook, named: Named, nowMs: number): Suggestion[] {
  const candidates = [
    ...sameName(book, named).toSorted(byFit),
    ...likeName(book, named).toSorted(byFit).slice(0, MAX_SUGGESTIONS),
  ];
  const first = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = JSON.stringify([candidate.match.provider, candidate.match.model]);
    if (!first.has(key)) first.set(key, candidate);
  }
  const described = [...first.values()].flatMap((candidate) => describe(candidate, nowMs) ?? []);
  return described.slice(0, MAX_SUGGESTIONS);
}
