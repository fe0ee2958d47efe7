import { findProvider, type PriceBook } from "@voygent/cost";

/** The id under which the price book knows a provider, so that a setting holds under each of its names; else the name as given. */
export function canonicalProvider(book: PriceBook, name: string): string {
  const trimmed = name.trim().toLowerCase();
  return findProvider(book, trimmed)?.id ?? trimmed;
}
