import { knownProviderIds } from "./known-provider-ids.ts";
import type { BookProvider, PriceBook } from "./price-book.ts";

const URL_START = /^https?:\/\//;

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function findByUrl(book: PriceBook, text: string): BookProvider | undefined {
  const url = parseUrl(text);
  return url === null ? undefined : book.providers.find(({ acceptsUrl }) => acceptsUrl()(url));
}

/**
 * The provider of a trimmed, lower-case name: by its id, else by another name that it is known under, else the first whose
 * rule accepts the name: a rule knows `azure.ai.openai` for OpenAI. A URL is looked up by host and path.
 */
export function findProvider(book: PriceBook, name: string): BookProvider | undefined {
  if (URL_START.test(name)) return findByUrl(book, name);
  for (const id of knownProviderIds(name)) {
    const provider = book.providersById.get(id);
    if (provider !== undefined) return provider;
  }
  return book.providers.find(({ acceptsName }) => acceptsName()(name));
}
