import { findProvider, type PriceBook } from "@voygent/cost";

import type { UsageEvent } from "../../intake/usage-event.ts";

const isUrl = (text: string) => /^https?:\/\//i.test(text);

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : "");

/**
 * The provider that an event is stored under: as the client named it, else the one whose API stands at the URL that it gave.
 * Of a URL that no provider is known for only the host is kept.
 */
export function nameProvider({ provider, providerApiUrl }: UsageEvent, book: PriceBook | null): string {
  if (providerApiUrl === "" && !isUrl(provider)) return provider;
  const find = (name: string) =>
    book === null || name === "" ? undefined : findProvider(book, name.trim().toLowerCase())?.id;
  const named = find(provider);
  if (named !== undefined && !isUrl(provider)) return provider;
  return named ?? find(providerApiUrl) ?? (isUrl(provider) ? hostOf(provider) : provider);
}
