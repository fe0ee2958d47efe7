import type { PriceFeedId } from "@voygent/contracts";
import { type BookRate, picoUsdPerUnit, type PriceBook, resolveRate } from "@voygent/cost";

import { PriceListRejected } from "../../price-list-rejected.ts";
import { checkBook } from "./check-book.ts";
import type { PriceListDiff } from "./diff-price-list.ts";
import type { PriceState } from "./price-state.ts";
import { isTooFar } from "./quarantine-moves.ts";

type Names = PriceListDiff["added"];

const NO_CHANGE: PriceListDiff = {
  providers: [],
  models: [],
  added: [],
  vanished: [],
  written: [],
  superseded: [],
  changes: [],
  held: [],
  incomplete: [],
};

/** The input tokens of a usual small call. */
const USUAL_TOKENS = 1_000;

function isFarFrom(before: BookRate, after: BookRate): boolean {
  if ((before.charges === "nothing") !== (after.charges === "nothing")) return true;
  return ["input", "output"].some((unit) => {
    const [was, is] = [before.prices[unit], after.prices[unit]];
    if (was === undefined || is === undefined) return false;
    return isTooFar(picoUsdPerUnit(was, USUAL_TOKENS), picoUsdPerUnit(is, USUAL_TOKENS));
  });
}

/** The book without the change; null when there is none, which no change must answer for. */
function bookBefore(prices: PriceState, source: PriceFeedId, nowMs: number): PriceBook | null {
  try {
    return checkBook(prices, source, NO_CHANGE, nowMs);
  } catch (error) {
    if (error instanceof PriceListRejected) return null;
    throw error;
  }
}

/**
 * The new models of a list under whose names calls are priced already, at less than a tenth or more than ten times of what
 * they would cost then. `after` is the book with them. A list that is read for the first time is believed.
 */
export function movedNames(
  prices: PriceState,
  after: PriceBook,
  { source, added, nowMs }: { source: PriceFeedId; added: Names; nowMs: number },
): Names {
  if (added.length === 0 || prices.lists[source].models.length === 0) return [];
  const before = bookBefore(prices, source, nowMs);
  if (before === null) return [];
  return added.filter((call) => {
    const [was, is] = [before, after].map((book) => resolveRate(book, { ...call, atMs: nowMs }));
    return was?.status === "priced" && is?.status === "priced" && isFarFrom(was.rate, is.rate);
  });
}
