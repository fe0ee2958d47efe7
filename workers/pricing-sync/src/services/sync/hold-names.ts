import type { PriceModelRow } from "@voygent/db";

import type { ListedModel, ListedProvider, Skipped } from "../../price-list.ts";
import { StoredAliases, StoredMatch } from "../../stored-json.ts";
import type { MovedName } from "./moved-names.ts";
import { isRetired } from "./retired-position.ts";
import { withoutNames } from "./spelled-names.ts";

type ModelName = { provider: string; model: string };

const keyOf = ({ provider, model }: ModelName) => JSON.stringify([provider, model]);

const lowerCase = (name: string) => name.trim().toLowerCase();

const sameNames = (a: ListedModel, b: ListedModel): boolean =>
  JSON.stringify([a.match, a.aliases]) === JSON.stringify([b.match, b.aliases]);

/** The listed model with the names that are stored of it. */
const withStoredNames = (model: ListedModel, { match, aliases }: PriceModelRow): ListedModel => ({
  ...model,
  match: match === null ? null : StoredMatch.parse(JSON.parse(match)),
  aliases: StoredAliases.parse(JSON.parse(aliases)),
});

/** A model that is new in the list without these names; null when it leads elsewhere by its own. */
function heldNew(model: ListedModel, names: Set<string>): ListedModel | null {
  if (names.has(lowerCase(model.model))) return null;
  const less = withoutNames(model, names);
  if (!sameNames(less, model)) return less;
  const own: ListedModel = { ...model, match: { equals: model.model }, aliases: [] };
  return sameNames(own, model) ? null : own;
}

/** A model that was listed before with its stored names; where it has those already, without these. */
function heldKnown(model: ListedModel, row: PriceModelRow, names: Set<string>): ListedModel {
  const before = withStoredNames(model, row);
  return sameNames(before, model) ? withoutNames(model, names) : before;
}

function heldModel(
  model: ListedModel,
  row: PriceModelRow | undefined,
  { taken, isLeft }: { taken: Set<string> | undefined; isLeft: boolean },
): ListedModel | null {
  const isKnown = row !== undefined && !isRetired(row);
  if (taken !== undefined) return isKnown ? heldKnown(model, row, taken) : heldNew(model, taken);
  return isLeft && isKnown ? withStoredNames(model, row) : model;
}

/** What is taken over of a list, and the stored models that stay as they are, whatever it says of them or does not say. */
export type HeldList = { providers: ListedProvider[]; staying: ReadonlySet<string> };

/** Whether a stored model stays as it is. */
export const isStaying = ({ staying }: HeldList, row: ModelName): boolean => staying.has(keyOf(row));

function mapModels(
  providers: ListedProvider[],
  change: (model: ListedModel, key: string) => ListedModel | null,
): ListedProvider[] {
  return providers.map((provider) => ({
    ...provider,
    models: provider.models
      .map((model) => change(model, keyOf({ provider: provider.provider, model: model.model })))
      .filter((model) => model !== null),
  }));
}

const keysOf = (providers: ListedProvider[]): Set<string> =>
  new Set(providers.flatMap(({ provider, models }) => models.map(({ model }) => keyOf({ provider, model }))));

/**
 * The list with the names of the models that moved names led to, and of those that they led to before, as they are stored:
 * other changes of these models stay. What leads elsewhere by a name of long ago loses that name, a new model that does so by
 * its own name is left out, and a model that has left the list, whose name then leads elsewhere, stays.
 */
export function holdNames(list: HeldList, moved: MovedName[], stored: PriceModelRow[]): HeldList {
  const rows = new Map(stored.map((row) => [keyOf(row), row]));
  const taken = new Map<string, Set<string>>();
  for (const { name, to } of moved) taken.set(keyOf(to), (taken.get(keyOf(to)) ?? new Set()).add(lowerCase(name)));
  const left = new Set(moved.map(({ from }) => keyOf(from)));
  const listed = keysOf(list.providers);
  const gone = stored.map(keyOf).filter((key) => left.has(key) && !listed.has(key));
  const providers = mapModels(list.providers, (model, key) =>
    heldModel(model, rows.get(key), { taken: taken.get(key), isLeft: left.has(key) }),
  );
  return { providers, staying: new Set([...list.staying, ...gone]) };
}

/** The list without all it says of the models that moved names led to or lead to: they stay as they are stored. */
export function holdModels({ providers, staying }: HeldList, moved: MovedName[]): HeldList {
  const held = new Set(moved.flatMap(({ from, to }) => [keyOf(from), keyOf(to)]));
  return {
    providers: mapModels(providers, (model, key) => (held.has(key) ? null : model)),
    staying: new Set([...staying, ...held]),
  };
}

/** What the record of the run says of a held name. */
export function heldName({ name, from, to }: MovedName): Skipped {
  const taker = `${to.provider}/${to.model}`;
  const isOwn = lowerCase(name) === lowerCase(to.model);
  return {
    key: isOwn ? taker : `${taker}: the name ${name}, charged as ${from.provider}/${from.model}`,
    reason: "moves_too_far",
  };
}
