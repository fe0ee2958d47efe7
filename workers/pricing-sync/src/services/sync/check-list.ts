import type { PriceModelRow } from "@voygent/db";

import type { PriceList } from "../../price-list.ts";
import { PriceListRejected } from "../../price-list-rejected.ts";
import { isRetired } from "./retired-position.ts";
import { shrunkenReason } from "./shrunken-list.ts";

/** A list that lost more than this share of its models is taken for damaged. */
const MAX_SHRINK = 0.3;

/** What has been listed for so long belongs to the list. */
const PROVEN_MS = 14 * 24 * 60 * 60 * 1000;

/** The listed models that must not be missed: those of the first time that the list was read, and what has stayed since. */
function provenModels(stored: PriceModelRow[], nowMs: number): PriceModelRow[] {
  const firstReadAtMs = stored.reduce((ms, { firstSeenAtMs }) => Math.min(ms, firstSeenAtMs), nowMs);
  const provenAtMs = Math.max(firstReadAtMs, nowMs - PROVEN_MS);
  return stored.filter((row) => !isRetired(row) && row.firstSeenAtMs <= provenAtMs);
}

/**
 * Compares the size of a list with what was listed before. A provider may leave a list, its models keep their prices; what
 * swelled a list of late may go again.
 * @throws PriceListRejected when the list has shrunk too far to be believed
 */
export function checkList(list: PriceList, stored: PriceModelRow[], nowMs: number): void {
  const { length: before } = provenModels(stored, nowMs);
  if (list.modelCount < before * (1 - MAX_SHRINK)) {
    throw new PriceListRejected(shrunkenReason(before, list.modelCount));
  }
}
