import { type Db, insertPriceRates, type PriceRateRow, supersedePriceRates } from "@voygent/db";

import type { PriceGroup } from "../sync/price-groups.ts";
import { contentKey, rateContents, type RateOwner, rateRow } from "./rate-rows.ts";

/** The rows that make a stored schedule into the wanted one, and the rows of all of it as it stands afterwards. */
export type ReplacementRates = { inserted: PriceRateRow[]; supersededIds: string[]; next: PriceRateRow[] };

/** Compares the stored rates of one model and tier with a schedule that an admin wants. */
export async function replacementRates(
  stored: PriceRateRow[],
  wanted: PriceGroup[],
  { nowMs, ...owner }: RateOwner & { nowMs: number },
): Promise<ReplacementRates> {
  const storedByContent = new Map(stored.map((row) => [contentKey(row), row]));
  // The key of a row holds when it was recorded: a change in the same millisecond must be later.
  const recordedAtMs = Math.max(nowMs, ...stored.map((row) => row.recordedAtMs + 1));
  const contents = rateContents(owner, wanted, recordedAtMs);
  const inserted = await Promise.all(contents.filter((row) => !storedByContent.has(contentKey(row))).map(rateRow));
  const kept = contents.flatMap((row) => storedByContent.get(contentKey(row)) ?? []);
  const keptIds = new Set(kept.map(({ id }) => id));
  const supersededIds = stored.filter(({ id }) => !keptIds.has(id)).map(({ id }) => id);
  return { inserted, supersededIds, next: [...kept, ...inserted] };
}

/** The statements that write replacement rates. */
export const replaceRates = (db: Db, { inserted, supersededIds }: ReplacementRates, nowMs: number) => [
  ...(supersededIds.length > 0 ? [supersedePriceRates(db, supersededIds, nowMs)] : []),
  ...(inserted.length > 0 ? [insertPriceRates(db, inserted)] : []),
];
