import type { BookModelContent, StoredRate } from "@voygent/cost";
import type { PriceModelRow } from "@voygent/db";

import { StoredAliases, StoredMatch } from "../../stored-json.ts";
import { bookRate } from "./book-rates.ts";
import type { StoredList } from "../sync/price-state.ts";
import { isRetired } from "../sync/retired-position.ts";

/** A model of one source with its rates. */
export type SourceModel = { row: PriceModelRow; rates: StoredRate[] };

const modelKey = (row: { provider: string; model: string }) => JSON.stringify([row.provider, row.model]);

/** The models of a source in its order, each with its rates; what has left the list comes last. */
export function sourceModels({ models, rates }: StoredList): SourceModel[] {
  const ratesByModel = Map.groupBy(rates, modelKey);
  return models
    .toSorted((a, b) => a.position - b.position)
    .map((row) => ({ row, rates: (ratesByModel.get(modelKey(row)) ?? []).map(bookRate) }));
}

/** The entry of a model that one source alone has. */
export function bookModel({ row, rates }: SourceModel): BookModelContent {
  return {
    id: row.model,
    match: row.match === null ? null : StoredMatch.parse(JSON.parse(row.match)),
    aliases: StoredAliases.parse(JSON.parse(row.aliases)),
    flags: isRetired(row) ? ["retired"] : [],
    listedProvider: null,
    as: null,
    lanes: [rates],
  };
}
