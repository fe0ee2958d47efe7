import {
  findListed,
  type ListedModelMatch,
  parsePriceBook,
  type BookProviderContent,
  serializePriceBook,
  type StoredRate,
} from "@voygent/cost";

/** What the default list says about a name: how it found it, and the rates of that model. */
export type DefaultModel = {
  provider: string;
  model: string;
  by: ListedModelMatch["by"];
  rateAt: ListedModelMatch["rate"];
  rates: StoredRate[];
};

/** The default list, to compare the models of other lists with. */
export type DefaultList = { find: (provider: string, model: string) => DefaultModel | null };

const NO_SETTINGS = { aliases: [], discounts: [], services: [], resources: [] };

/** Reads the providers of the default list as a price book of its own, so that it finds names exactly as a call would. */
export function defaultList(providers: BookProviderContent[]): DefaultList {
  const book = parsePriceBook(serializePriceBook({ version: 0, providers, ...NO_SETTINGS }));
  const rates = new Map(
    providers.flatMap(({ id, models }) =>
      models.map((model) => [JSON.stringify([id, model.id]), model.lanes.flat()] as const),
    ),
  );
  return {
    find: (provider, model) => {
      // A seller that the default list does not have is no other seller of a like name.
      if (!book.providersById.has(provider)) return null;
      const found = findListed(book, provider, model);
      if (found === null) return null;
      return {
        provider: found.provider,
        model: found.model,
        by: found.by,
        rateAt: found.rate,
        rates: rates.get(JSON.stringify([found.provider, found.model])) ?? [],
      };
    },
  };
}
