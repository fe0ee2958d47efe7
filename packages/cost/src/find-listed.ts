import { findListedModel, type FoundBy, modelNames } from "./find-in-provider.ts";
import { findProvider } from "./find-provider.ts";
import { pickRate } from "./pick-rate.ts";
import type { BookModel, BookRate, PriceBook } from "./price-book.ts";

/** What a book's lists say about a name: whose model it is, by which rule, and its standard rate at an instant. */
export type ListedModelMatch = {
  provider: string;
  model: string;
  by: FoundBy | "fallback_provider";
  rate: (atMs: number) => BookRate | null;
};

function describe(book: PriceBook, model: BookModel, by: ListedModelMatch["by"]): ListedModelMatch {
  const found = {
    seller: model.provider,
    candidates: [{ model, matchedBy: "rule" as const }],
    isFloating: false,
    ownPrices: [],
  };
  return {
    provider: model.provider,
    model: model.id,
    by,
    rate: (atMs) => pickRate(book, found, { tier: "standard", atMs })?.rate ?? null,
  };
}

/**
 * What the lists of a book say about a model of a provider, own rates and aliases apart; null when they do not know it. For
 * the comparison of one list with another.
 */
export function findListed(book: PriceBook, provider: string, model: string): ListedModelMatch | null {
  const seller = findProvider(book, provider.trim().toLowerCase());
  if (seller === undefined) return null;
  const own = findListedModel(seller.line(), modelNames(model, [seller.id]));
  if (own !== null) return describe(book, own.model, own.by);
  for (const fallbackId of seller.fallbackIds) {
    const fallback = book.providersById.get(fallbackId);
    const found = fallback && findListedModel(fallback.line(), modelNames(model, [seller.id, fallbackId]));
    if (found) return describe(book, found.model, "fallback_provider");
  }
  return null;
}
