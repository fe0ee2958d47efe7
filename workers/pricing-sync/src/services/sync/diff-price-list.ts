import type { PriceModelRow, PriceProviderRow } from "@voygent/db";

import type { ListedModel, ListedProvider } from "../../price-list.ts";
import { diffPriceRates, type RateDiff, type RateDiffOptions } from "./diff-price-rates.ts";
import { isRetired, retiredPosition } from "./retired-position.ts";
import type { SourceState } from "./source-state.ts";

type ModelName = { provider: string; model: string };

/** What a list changes: the rows to write, and the names of what came and went. */
export type PriceListDiff = RateDiff & {
  providers: PriceProviderRow[];
  models: PriceModelRow[];
  added: ModelName[];
  vanished: ModelName[];
};

type DiffOptions = Omit<RateDiffOptions, "stored"> & {
  state: SourceState;
  /** When the list was read before: what has left it was last seen then. */
  lastSeenAtMs: number;
  /** Whether a model that is not among those read is in the list all the same. */
  isUnread: (row: PriceModelRow) => boolean;
};

const nameOf = ({ provider, model }: ModelName) => ({ provider, model });

const modelKey = ({ provider, model }: ModelName) => JSON.stringify([provider, model]);

function sameFields<Row extends object>(a: Row, b: Row, fields: (keyof Row)[]): boolean {
  return fields.every((field) => a[field] === b[field]);
}

/** The new and changed rows of what is listed, and the rows of what has left the list, which stands behind it from now on. */
function mergeRows<Row extends { position: number }>(
  stored: Row[],
  listed: Row[],
  options: { keyOf: (row: Row) => string; compared: (keyof Row)[]; retire: (row: Row) => Row },
): { written: Row[]; added: Row[]; retired: Row[] } {
  const storedByKey = new Map(stored.map((row) => [options.keyOf(row), row]));
  const listedKeys = new Set(listed.map(options.keyOf));
  const added = listed.filter((row) => !storedByKey.has(options.keyOf(row)));
  const changed = listed.filter((row) => {
    const known = storedByKey.get(options.keyOf(row));
    return known !== undefined && !sameFields(known, row, options.compared);
  });
  const left = stored.filter((row) => !listedKeys.has(options.keyOf(row)) && !isRetired(row));
  const retired = left.map(options.retire);
  return { written: [...added, ...changed, ...retired], added, retired };
}

function providerRow({ provider, name, rules }: ListedProvider, position: number, { source, nowMs }: DiffOptions) {
  return { source, provider, position, name, rules: JSON.stringify(rules), recordedAtMs: nowMs };
}

function modelRow(
  provider: string,
  listed: ListedModel,
  position: number,
  { source, nowMs }: DiffOptions,
): PriceModelRow {
  const { model, name, sourceKey, match, aliases } = listed;
  return {
    source,
    provider,
    model,
    position,
    name,
    sourceKey,
    match: match === null ? null : JSON.stringify(match),
    aliases: JSON.stringify(aliases),
    recordedAtMs: nowMs,
    firstSeenAtMs: nowMs,
    lastSeenAtMs: nowMs,
  };
}

function diffModels(options: DiffOptions) {
  const { state, providers, lastSeenAtMs, isUnread } = options;
  const read = providers.flatMap(({ provider, models }) =>
    models.map((model, position) => modelRow(provider, model, position, options)),
  );
  return mergeRows(state.models, [...read, ...state.models.filter(isUnread)], {
    keyOf: modelKey,
    compared: ["position", "name", "sourceKey", "match", "aliases"],
    retire: (row) => ({ ...row, position: retiredPosition(row), lastSeenAtMs }),
  });
}

/**
 * Compares a list with what is stored of its source. Nothing is ever deleted: changed and withdrawn rates are superseded,
 * models that have left the list keep their rates and stand behind those that are listed, and what cannot be read stays.
 */
export async function diffPriceList(options: DiffOptions): Promise<PriceListDiff> {
  const { state, providers: listedProviders } = options;
  const providers = mergeRows(
    state.providers,
    listedProviders.map((listed, position) => providerRow(listed, position, options)),
    {
      keyOf: ({ provider }) => provider,
      compared: ["position", "name", "rules"],
      retire: (row) => ({ ...row, position: retiredPosition(row) }),
    },
  );
  const models = diffModels(options);
  const rates = await diffPriceRates({ ...options, stored: state.rates });
  return {
    ...rates,
    providers: providers.written,
    models: models.written,
    added: models.added.map(nameOf),
    vanished: models.retired.map(nameOf),
  };
}
