import { type BookContent, serializePriceBook } from "@voygent/cost";
import type { PriceModelRow } from "@voygent/db";

import type { PriceState, StoredList } from "../sync/price-state.ts";
import { isRetired } from "../sync/retired-position.ts";
import { buildPriceBook } from "./build-price-book.ts";

/** The book is one D1 value, of which 2 MB are allowed, and every isolate of the tracker holds it. */
const MAX_BOOK_BYTES = 1024 * 1024;

/** What was listed for less than this and is gone has hardly been used. */
const BRIEF_MS = 14 * 24 * 60 * 60 * 1000;

type Keeps = (model: PriceModelRow) => boolean;

/** What a book keeps of the models that have left their lists: all of them, as long as there is room. */
const KEPT: readonly Keeps[] = [
  () => true,
  (model) => !isRetired(model) || model.lastSeenAtMs - model.firstSeenAtMs >= BRIEF_MS,
  (model) => !isRetired(model),
];

const keeping = (list: StoredList, keeps: Keeps): StoredList => ({ ...list, models: list.models.filter(keeps) });

function bookKeeping(state: PriceState, keeps: Keeps, nowMs: number): BookContent {
  const { lists } = state;
  return buildPriceBook(
    {
      ...state,
      lists: {
        ...lists,
        openrouter: keeping(lists.openrouter, keeps),
        "genai-prices": keeping(lists["genai-prices"], keeps),
        litellm: keeping(lists.litellm, keeps),
      },
    },
    nowMs,
  );
}

/**
 * The text of the price book of all prices and its size. When there is no room for all, models that have left their lists
 * stay out, those that were listed briefly first.
 * @throws RangeError when the book would be larger than `maxBytes`, 1 MiB unless it is given
 */
export function fitPriceBook(
  state: PriceState,
  nowMs: number,
  maxBytes = MAX_BOOK_BYTES,
): { document: string; bytes: number } {
  let bytes = 0;
  for (const keeps of KEPT) {
    const document = serializePriceBook(bookKeeping(state, keeps, nowMs));
    bytes = new TextEncoder().encode(document).length;
    if (bytes <= maxBytes) return { document, bytes };
  }
  throw new RangeError(`the price book would take ${bytes} bytes, more than the ${maxBytes} that there is room for`);
}
