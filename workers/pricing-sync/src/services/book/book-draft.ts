import type { BookModelContent, BookProviderContent } from "@voygent/cost";

const entryKey = (provider: string, id: string) => JSON.stringify([provider, id]);

/** The providers of a book while it is built; a provider's models in the order in which they are looked at. */
export class BookDraft {
  readonly #providers: Map<string, BookProviderContent>;
  /** The first model of each id. */
  readonly #entries = new Map<string, BookModelContent>();

  constructor(providers: BookProviderContent[]) {
    this.#providers = new Map(providers.map((provider) => [provider.id, provider]));
    for (const { id, models } of providers) for (const model of models.toReversed()) this.#note(id, model);
  }

  #note(provider: string, model: BookModelContent): void {
    this.#entries.set(entryKey(provider, model.id), model);
  }

  #models(provider: string): BookModelContent[] {
    const known = this.#providers.get(provider) ?? { id: provider, rules: {}, models: [] };
    this.#providers.set(provider, known);
    return known.models;
  }

  add(provider: string, model: BookModelContent): void {
    this.#models(provider).push(model);
    if (this.entry(provider, model.id) === undefined) this.#note(provider, model);
  }

  addFirst(provider: string, model: BookModelContent): void {
    this.#models(provider).unshift(model);
    this.#note(provider, model);
  }

  entry(provider: string, id: string): BookModelContent | undefined {
    return this.#entries.get(entryKey(provider, id));
  }

  /** Listed models stand before those that have left their list. */
  providers(): BookProviderContent[] {
    return [...this.#providers.values()].map((provider) => ({
      ...provider,
      models: provider.models.toSorted(
        (a, b) => Number(a.flags.includes("retired")) - Number(b.flags.includes("retired")),
      ),
    }));
  }
}
