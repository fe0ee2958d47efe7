import { parsePriceBook } from "./parse-price-book.ts";
import {
  type DocumentModel,
  type DocumentPrice,
  type DocumentProvider,
  PRICE_BOOK_FORMAT,
  type PriceBook,
} from "./price-book.ts";
import { type ResolvedRate, resolveRate } from "./resolve-rate.ts";

/** A price book of these providers, for tests. */
export function bookOf(providers: Omit<DocumentProvider, "source">[]): PriceBook {
  const listed = providers.map((provider) => ({ source: "test-list", ...provider }));
  const document = { format: PRICE_BOOK_FORMAT, providers: listed };
  return parsePriceBook(JSON.stringify(document));
}

/** A model that is found by its id alone, with one rate. */
export function modelOf(id: string, prices: Record<string, DocumentPrice>): DocumentModel {
  return { id, rates: [{ id: `rate-of-${id}`, prices }] };
}

/** A resolved rate with these prices in pico-dollars per unit. */
export function rateOf(prices: Record<string, DocumentPrice>): ResolvedRate {
  const book = bookOf([{ id: "acme", models: [modelOf("m", prices)] }]);
  return resolveRate(book, { provider: "acme", model: "m", atMs: 0 });
}
