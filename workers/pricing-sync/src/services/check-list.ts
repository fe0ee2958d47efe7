import type { PriceModelRow } from "@voygent/db";

import type { PriceList } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { isRetired } from "./retired-position.ts";

/** A list that lost more than this share of its models is taken for damaged. */
const MAX_SHRINK = 0.3;

/** A provider that has at least so many models and lost more than this share of them, too. */
const LARGE_PROVIDER = 20;
const MAX_PROVIDER_SHRINK = 0.5;

function listedCounts({ providers }: PriceList): Map<string, number> {
  return new Map(providers.map(({ provider, models }) => [provider, models.length]));
}

/**
 * Compares the size of a list with what was listed before.
 * @throws PriceListRejected when it, or the part of a large provider, has shrunk too far to be believed
 */
export function checkList(list: PriceList, storedModels: PriceModelRow[]): void {
  const current = storedModels.filter((row) => !isRetired(row));
  if (list.modelCount < current.length * (1 - MAX_SHRINK)) {
    throw new PriceListRejected(`the list shrank from ${current.length} to ${list.modelCount} models`);
  }
  const counts = listedCounts(list);
  for (const [provider, models] of Map.groupBy(current, (row) => row.provider)) {
    const count = counts.get(provider) ?? 0;
    if (models.length >= LARGE_PROVIDER && count < models.length * (1 - MAX_PROVIDER_SHRINK)) {
      throw new PriceListRejected(`the models of ${provider} shrank from ${models.length} to ${count}`);
    }
  }
}
