import type { BookProvider, PriceBook } from "./price-book.ts";

/** Names of providers that differ from those of the price lists, as LiteLLM and others write them. */
const OTHER_NAMES = new Map([
  ["azure_ai", "azure"],
  ["azure_openai", "azure"],
  ["azure-openai", "azure"],
  ["fireworks_ai", "fireworks"],
  ["fireworks-ai", "fireworks"],
  ["moonshot", "moonshotai"],
  ["mistralai", "mistral"],
  ["grok", "x-ai"],
  ["z-ai", "zai"],
  ["z.ai", "zai"],
  ["workers-ai", "cloudflare"],
  ["workers_ai", "cloudflare"],
]);

const URL_START = /^https?:\/\//;

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function findByUrl(book: PriceBook, text: string): BookProvider | undefined {
  const url = parseUrl(text);
  return url === null ? undefined : book.providers.find(({ acceptsUrl }) => acceptsUrl()(url));
}

/**
 * The provider of a trimmed, lower-case name: by its id, else the first whose rule accepts the name, else by another known
 * name. A URL is looked up by host and path.
 */
export function findProvider(book: PriceBook, name: string): BookProvider | undefined {
  if (URL_START.test(name)) return findByUrl(book, name);
  return (
    book.providersById.get(name) ??
    book.providers.find(({ acceptsName }) => acceptsName()(name)) ??
    book.providersById.get(OTHER_NAMES.get(name) ?? "")
  );
}
