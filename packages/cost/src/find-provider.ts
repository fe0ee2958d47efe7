import type { BookProvider, PriceBook } from "./price-book.ts";

/** The provider of a trimmed, lower-case name: by its id, else the first whose rule accepts the name. */
export function findProvider(book: PriceBook, provider: string): BookProvider | undefined {
  return book.providersById.get(provider) ?? book.providers.find(({ acceptsProvider }) => acceptsProvider(provider));
}
