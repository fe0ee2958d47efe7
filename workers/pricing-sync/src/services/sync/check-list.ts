import type { PriceModelRow } from "@voygent/db";

import type { PriceList } from "../../price-list.ts";
import { PriceListRejected } from "../../price-list-rejected.ts";
import { isRetired } from "./retired-position.ts";

/** A list that lost more than this share of its models is taken for damaged. */
const MAX_SHRINK = 0.3;

/**
 * Compares the size of a list with what was listed before. A provider may leave a list, its models keep their prices.
 * @throws PriceListRejected when the list has shrunk too far to be believed
 */
export function checkList(list: PriceList, storedModels: PriceModelRow[]): void {
  const current = storedModels.filter((row) => !isRetired(row));
  if (list.modelCount < current.length * (1 - MAX_SHRINK)) {
    throw new PriceListRejected(`the list shrank from ${current.length} to ${list.modelCount} models`);
  }
}
