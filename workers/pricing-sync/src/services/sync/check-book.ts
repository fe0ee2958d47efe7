import { type PriceBook, parsePriceBook } from "@voygent/cost";
import type { PriceSourceId } from "@voygent/contracts";
import { describeError, log } from "@voygent/http";

import { PriceListRejected } from "../../price-list-rejected.ts";
import { fitPriceBook } from "../book/fit-price-book.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import type { PriceState, StoredList } from "./price-state.ts";

/** What the lists may take of a book; the rest is left to own prices, which no list can crowd out. */
const MAX_LISTED_BYTES = 896 * 1024;

const NO_LIST: StoredList = { providers: [], models: [], rates: [] };

function upserted<Row>(stored: Row[], written: Row[], keyOf: (row: Row) => string): Row[] {
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  return [
    ...new Map([
      ...known,
      ...written.map((row) => [keyOf(row), { ...known.get(keyOf(row)), ...row }] as const),
    ]).values(),
  ];
}

function changedList(stored: StoredList, diff: PriceListDiff): StoredList {
  const superseded = new Set(diff.superseded.map(({ id }) => id));
  const rates = [...stored.rates.filter(({ id }) => !superseded.has(id)), ...diff.written];
  return {
    providers: upserted(stored.providers, diff.providers, ({ provider }) => provider),
    models: upserted(stored.models, diff.models, ({ provider, model }) => JSON.stringify([provider, model])),
    rates: rates.toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs || a.position - b.position),
  };
}

/** All lists as they stand after a change of one of them, without own prices and settings. */
function listsAfter(state: PriceState, source: PriceSourceId, diff: PriceListDiff): PriceState {
  const lists = { ...state.lists, override: NO_LIST, [source]: changedList(state.lists[source], diff) };
  return { ...state, lists, aliases: [], discounts: [], services: [], resources: [] };
}

/**
 * Makes the price book that a change of a list would lead to, before anything of it is stored.
 * @throws PriceListRejected when no book can be made of it, when it cannot be read, or when there is no room for it
 */
export function checkBook(state: PriceState, source: PriceSourceId, diff: PriceListDiff, nowMs: number): PriceBook {
  try {
    const book = parsePriceBook(fitPriceBook(listsAfter(state, source, diff), nowMs, MAX_LISTED_BYTES).document);
    for (const provider of book.providers) provider.line();
    return book;
  } catch (error) {
    if (error instanceof RangeError) throw new PriceListRejected(error.message);
    log("error", { worker: "pricing-sync", event: "price-book-impossible", source, error: describeError(error) });
    throw new PriceListRejected("no price book can be made of the list");
  }
}
