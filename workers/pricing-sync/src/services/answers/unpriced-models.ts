import { PriceSourceId, type UnpricedModel, type UnpricedModelList, usdPerMillion } from "@voygent/contracts";
import { findListed, type ListedModelMatch, type PriceBook } from "@voygent/cost";
import { createDb } from "@voygent/db";

import type { PricingBindings } from "../../pricing-bindings.ts";
import { readPriceBook } from "../book/read-price-book.ts";

type Suggestion = UnpricedModel["suggestions"][number];
type Named = { provider: string; model: string };

const MAX_SUGGESTIONS = 5;

/** Of the words of two names, at least this share must be the same. */
const MIN_LIKENESS = 0.6;

const wordsOf = (name: string) =>
  new Set(
    name
      .toLowerCase()
      .split(/[^a-z\d]+/)
      .filter((word) => word !== ""),
  );

/** The share of the words of two names that both have. */
function likeness(a: Set<string>, b: Set<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}

function describe(found: ListedModelMatch, why: Suggestion["why"], nowMs: number): Suggestion | null {
  const rate = found.rate(nowMs);
  if (rate === null) return null;
  const priceOf = (unit: string) => {
    const price = rate.prices[unit];
    return price === undefined ? null : usdPerMillion(typeof price === "number" ? price : price.base);
  };
  return {
    provider: found.provider,
    model: found.model,
    source: PriceSourceId.parse(rate.source),
    prices: { input: priceOf("input"), output: priceOf("output") },
    why,
  };
}

/** Models of the same name at other providers; a name that only a rule accepts is not the same. */
function sameName(book: PriceBook, { provider, model }: Named): ListedModelMatch[] {
  return book.providers.flatMap(({ id }) => {
    if (id === provider) return [];
    const found = findListed(book, id, model);
    return found === null || found.provider !== id || found.by === "rule" ? [] : [found];
  });
}

/** Models with a like name, the likest first. */
function likeName(book: PriceBook, { model }: Named): ListedModelMatch[] {
  const words = wordsOf(model.slice(model.lastIndexOf("/") + 1));
  const alike = book.providers.flatMap((provider) =>
    provider.line().listed.models.flatMap(({ id }) => {
      const share = likeness(words, wordsOf(id.slice(id.lastIndexOf("/") + 1)));
      return share >= MIN_LIKENESS ? [{ provider: provider.id, id, share }] : [];
    }),
  );
  return alike
    .toSorted((a, b) => b.share - a.share)
    .slice(0, MAX_SUGGESTIONS)
    .flatMap(({ provider, id }) => findListed(book, provider, id) ?? []);
}

function suggest(book: PriceBook, named: Named, nowMs: number): Suggestion[] {
  const found = [
    ...sameName(book, named).map((match) => describe(match, "other_provider", nowMs)),
    ...likeName(book, named).map((match) => describe(match, "similar_name", nowMs)),
  ].filter((suggestion) => suggestion !== null);
  const first = new Map(found.toReversed().map((entry) => [`${entry.provider}/${entry.model}`, entry]));
  return [...first.values()].toReversed().slice(0, MAX_SUGGESTIONS);
}

/** Models that came in and have no price, those of most interactions first, with models that they may be. */
export async function listUnpricedModels(env: PricingBindings, limit: number): Promise<UnpricedModelList> {
  const nowMs = Date.now();
  const { data, total } = await env.TRACKER.listUnpriced(limit);
  const book = await readPriceBook(createDb(env.DB), nowMs);
  return {
    data: data.map((row) => ({
      provider: row.provider,
      model: row.model,
      interactions: row.interactionCount,
      tokens: { input: row.inputTokens, output: row.outputTokens },
      first_seen: new Date(row.firstSeenAtMs).toISOString(),
      last_seen: new Date(row.lastSeenAtMs).toISOString(),
      suggestions: suggest(book, row, nowMs),
    })),
    total,
  };
}
