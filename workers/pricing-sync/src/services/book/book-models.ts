import type { BookModelContent, StoredRate } from "@voygent/cost";
import type { PriceModelRow } from "@voygent/db";

import { StoredAliases, StoredMatch } from "../../stored-json.ts";
import { bookRate } from "./book-rates.ts";
import type { StoredList } from "../sync/price-state.ts";
import { isRetired } from "../sync/retired-position.ts";

/** A model of one source with its rates. */
export type SourceModel = { row: PriceModelRow; rates: StoredRate[] };

const modelKey = (row: { provider: string; model: string }) => JSON.stringify([row.provider, row.model]);

/** An own rate without a date holds for every date by an admin's word. */
const OWN_RATES = "override";

/**
 * Says of a rate without a date before when nobody says that it held: before its model was first read. One that ended before
 * then is past by the list's own word.
 */
const datedBy =
  (row: PriceModelRow) =>
  (rate: StoredRate): StoredRate => {
    const isDated = rate.effectiveFromMs !== 0 || rate.source === OWN_RATES || rate.effectiveToMs <= row.firstSeenAtMs;
    return isDated ? rate : { ...rate, undatedBeforeMs: row.firstSeenAtMs };
  };

/** The models of a source in its order, each with its rates; what has left the list comes last. */
export function sourceModels({ models, rates }: StoredList): SourceModel[] {
  const ratesByModel = Map.groupBy(rates, modelKey);
  return models
    .toSorted((a, b) => a.position - b.position)
    .map((row) => ({ row, rates: (ratesByModel.get(modelKey(row)) ?? []).map(bookRate).map(datedBy(row)) }));
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
