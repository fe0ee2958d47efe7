import type { PriceFeedId } from "@voygent/contracts";
import type { PriceRateRow } from "@voygent/db";

import type { ListedProvider, PriceList, Skipped } from "../../price-list.ts";
import { checkBook } from "./check-book.ts";
import { rateOwnerKey } from "./diff-price-rates.ts";
import { diffPriceList, type PriceListDiff } from "./diff-price-list.ts";
import { guardRules } from "./guard-rules.ts";
import type { KnownHeld } from "./held-changes.ts";
import { movedNames } from "./moved-names.ts";
import type { PriceState } from "./price-state.ts";

type Planned = {
  source: PriceFeedId;
  prices: PriceState;
  /** The rates of the source that were superseded within the last week. */
  recent: PriceRateRow[];
  known: KnownHeld;
  nowMs: number;
  lastSeenAtMs: number;
};

async function diffList(providers: ListedProvider[], planned: Planned): Promise<PriceListDiff> {
  const { source, prices, recent, known, nowMs, lastSeenAtMs } = planned;
  const approvedAtMs = (owner: Parameters<typeof rateOwnerKey>[0]) => known.approvedAtMs.get(rateOwnerKey(owner)) ?? 0;
  const state = { revision: prices.revision, ...prices.lists[source] };
  return await diffPriceList({ source, state, recent, providers, nowMs, lastSeenAtMs, approvedAtMs, mayMove: false });
}

function without(providers: ListedProvider[], left: PriceListDiff["added"]): ListedProvider[] {
  const keys = new Set(left.map(({ provider, model }) => JSON.stringify([provider, model])));
  return providers.map((provider) => ({
    ...provider,
    models: provider.models.filter(({ model }) => !keys.has(JSON.stringify([provider.provider, model]))),
  }));
}

/**
 * What a list changes, once all that cannot be believed of it is left out and noted: rules that accept too much, and new
 * models under names that already cost something else.
 * @throws PriceListRejected when no price book can be made of it
 */
export async function planChange(
  listed: PriceList,
  planned: Planned,
): Promise<{ diff: PriceListDiff; list: PriceList }> {
  const { source, prices, nowMs } = planned;
  const { providers, skipped } = guardRules(listed.providers, prices.lists[source]);
  let diff = await diffList(providers, planned);
  const book = checkBook(prices, source, diff, nowMs);
  const moved = movedNames(prices, book, { source, added: diff.added, nowMs });
  if (moved.length > 0) {
    diff = await diffList(without(providers, moved), planned);
    checkBook(prices, source, diff, nowMs);
  }
  const tooFar = moved.map(({ provider, model }): Skipped => ({
    key: `${provider}/${model}`,
    reason: "moves_too_far",
  }));
  return { diff, list: { ...listed, skipped: [...listed.skipped, ...skipped, ...diff.incomplete, ...tooFar] } };
}
