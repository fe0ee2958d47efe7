import type { PriceFeedId } from "@voygent/contracts";
import type { PriceModelRow, PriceRateRow } from "@voygent/db";

import type { ListedProvider, PriceList, Skipped } from "../../price-list.ts";
import { PriceListRejected } from "../../price-list-rejected.ts";
import { checkBook } from "./check-book.ts";
import { rateOwnerKey } from "./diff-price-rates.ts";
import { diffPriceList, type PriceListDiff } from "./diff-price-list.ts";
import { guardRules } from "./guard-rules.ts";
import type { KnownHeld } from "./held-changes.ts";
import { type HeldList, heldName, holdModels, holdNames, isStaying } from "./hold-names.ts";
import { bookBefore, movedNames } from "./moved-names.ts";
import type { PriceState } from "./price-state.ts";
import { unreadModels } from "./unread-models.ts";

/** How often names are held anew: what is held may uncover what another name leads to. Then models are held as a whole. */
const NAME_ROUNDS = 3;
const MAX_ROUNDS = 6;

type Planned = {
  source: PriceFeedId;
  prices: PriceState;
  /** The rates of the source that were superseded within the last week. */
  recent: PriceRateRow[];
  known: KnownHeld;
  /** The `provider/flavour` of extractors that an admin accepts as they are listed. */
  acceptedExtractors: string[];
  nowMs: number;
  lastSeenAtMs: number;
};

type ReadList = Planned & { isUnread: ReturnType<typeof unreadModels> };

async function diffList(list: HeldList, planned: ReadList): Promise<PriceListDiff> {
  const { source, prices, recent, known, nowMs, lastSeenAtMs } = planned;
  const isUnread = (row: PriceModelRow) => planned.isUnread(row) || isStaying(list, row);
  const approvedAtMs = (owner: Parameters<typeof rateOwnerKey>[0]) => known.approvedAtMs.get(rateOwnerKey(owner)) ?? 0;
  const state = { revision: prices.revision, ...prices.lists[source] };
  const when = { nowMs, lastSeenAtMs, approvedAtMs };
  const { providers } = list;
  return await diffPriceList({ source, state, recent, providers, isUnread, ...when, mayMove: false });
}

/** A list as it is taken over, and what was held of it. */
type Believed = { diff: PriceListDiff; held: Skipped[] };

/** Whether a change can lead names elsewhere; a list that is read for the first time is believed. */
const mayMoveNames = (
  { source, prices }: Planned,
  { models, providers, written, superseded }: PriceListDiff,
): boolean =>
  prices.lists[source].models.length > 0 && models.length + providers.length + written.length + superseded.length > 0;

/** The change without the names that would lead to another model at a far other price. */
async function believedNames(listed: ListedProvider[], planned: ReadList): Promise<Believed> {
  const { source, prices, nowMs } = planned;
  const { [source]: stored } = prices.lists;
  let list: HeldList = { providers: listed, staying: new Set() };
  let diff = await diffList(list, planned);
  let after = checkBook(prices, source, diff, nowMs);
  const before = mayMoveNames(planned, diff) ? bookBefore(prices, source, nowMs) : null;
  if (before === null) return { diff, held: [] };
  const held = new Map<string, Skipped>();
  for (let round = 1; ; round += 1) {
    const moved = movedNames({ source, stored, providers: list.providers, diff }, { before, after }, nowMs);
    if (moved.length === 0) return { diff, held: [...held.values()] };
    if (round > MAX_ROUNDS) throw new PriceListRejected("names of the list lead to other models at far other prices");
    for (const skipped of moved.map(heldName)) held.set(skipped.key.toLowerCase(), skipped);
    list = round <= NAME_ROUNDS ? holdNames(list, moved, stored.models) : holdModels(list, moved);
    diff = await diffList(list, planned);
    after = checkBook(prices, source, diff, nowMs);
  }
}

/**
 * What a list changes, once all that cannot be believed of it is left out and noted: rules that accept too much, extractors
 * that read otherwise what was read, and names that would lead to another model at a far other price.
 * @throws PriceListRejected when no price book can be made of it
 */
export async function planChange(
  listed: PriceList,
  planned: Planned,
): Promise<{ diff: PriceListDiff; list: PriceList }> {
  const { acceptedExtractors: accepted, nowMs } = planned;
  const { providers, skipped } = guardRules(listed.providers, planned.prices.lists[planned.source], {
    accepted,
    nowMs,
  });
  const { diff, held } = await believedNames(providers, { ...planned, isUnread: unreadModels(listed.skipped) });
  return { diff, list: { ...listed, skipped: [...listed.skipped, ...skipped, ...diff.incomplete, ...held] } };
}
