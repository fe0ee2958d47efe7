import type { PriceModelRow } from "@voygent/db";

import type { ListedProvider } from "../../price-list.ts";
import { StoredAliases, StoredMatch } from "../../stored-json.ts";
import { spelledNames } from "./spelled-names.ts";

/** A name under the provider that calls give with it. */
export type Asked = { provider: string; name: string };

const storedModel = ({ model, match, aliases }: PriceModelRow) => ({
  model,
  match: match === null ? null : StoredMatch.parse(JSON.parse(match)),
  aliases: StoredAliases.parse(JSON.parse(aliases)),
});

/** Every name that a list spells out now or did before, once for each provider. */
export function askedNames(stored: PriceModelRow[], providers: ListedProvider[]): Asked[] {
  const names = new Map<string, Set<string>>();
  const add = (provider: string, spelled: string[]) => {
    const known = names.get(provider) ?? new Set();
    names.set(provider, known);
    for (const name of spelled) known.add(name);
  };
  for (const row of stored) add(row.provider, spelledNames(storedModel(row)));
  for (const { provider, models } of providers) for (const model of models) add(provider, spelledNames(model));
  return [...names].flatMap(([provider, ofProvider]) => [...ofProvider].map((name) => ({ provider, name })));
}
