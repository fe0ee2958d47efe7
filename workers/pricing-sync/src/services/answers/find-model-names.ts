import type { PriceBook } from "@voygent/cost";

/** Most models that a part of a name finds. */
const MAX_FOUND = 2_000;

/** The models whose `provider/model` contains a text, whatever its case, as `[provider, model]`; in the order of the book. */
export function findModelNames(book: PriceBook, part: string): [string, string][] {
  const wanted = part.trim().toLowerCase();
  const found = new Map<string, [string, string]>();
  for (const provider of book.providers) {
    const { overrides, listed, retired } = provider.line();
    for (const { id } of [overrides, listed, retired].flatMap(({ models }) => models)) {
      const name = `${provider.id}/${id}`;
      if (name.toLowerCase().includes(wanted)) found.set(name, [provider.id, id]);
      if (found.size === MAX_FOUND) return [...found.values()];
    }
  }
  return [...found.values()];
}
