import type { PriceSourceId } from "@voygent/contracts";
import type { PriceRateRow } from "@voygent/db";

import type { ListedProvider, ListedRate } from "../../price-list.ts";
import { mergeSchedule } from "./merge-schedule.ts";
import { groupAt, listedGroups, type PriceGroup, storedGroups } from "./price-groups.ts";
import { type HeldRates, movesTooFar } from "./quarantine-moves.ts";
import { contentKey, rateContents, type RateOwner, rateRow } from "../own-prices/rate-rows.ts";

export type RateDiffOptions = {
  source: PriceSourceId;
  stored: PriceRateRow[];
  providers: ListedProvider[];
  nowMs: number;
  /** Whether listed rates of a model and tier may move as far as they do. */
  mayMove: (held: HeldRates) => boolean;
};

/** What changed of one model and tier: the periods that hold now, before and after. */
export type RateChange = RateOwner & { before: PriceGroup | undefined; after: PriceGroup | undefined };

export type RateDiff = {
  written: PriceRateRow[];
  superseded: PriceRateRow[];
  changes: RateChange[];
  held: HeldRates[];
};

const ownerKey = ({ provider, model, serviceTier }: Omit<RateOwner, "source">) =>
  JSON.stringify([provider, model, serviceTier]);

const modelKey = ({ provider, model }: { provider: string; model: string }) => JSON.stringify([provider, model]);

function ended(groups: PriceGroup[], nowMs: number): PriceGroup[] {
  return groups
    .filter(({ fromMs }) => fromMs <= nowMs)
    .map((group) => ({ ...group, toMs: Math.min(group.toMs, nowMs) }));
}

class RateComparison {
  readonly #options: RateDiffOptions;
  readonly #fresh: Parameters<typeof rateRow>[0][] = [];
  readonly #superseded: PriceRateRow[] = [];
  readonly #changes: RateChange[] = [];
  readonly #held: HeldRates[] = [];

  constructor(options: RateDiffOptions) {
    this.#options = options;
  }

  /** Compares the schedule of one model and tier with what is stored; null: the list has none any more. */
  compare(owner: RateOwner, rows: PriceRateRow[], rates: ListedRate[] | null): void {
    const { nowMs, mayMove } = this.#options;
    const stored = storedGroups(rows);
    if (rates === null) {
      this.#replace(owner, rows, ended(stored, nowMs));
      return;
    }
    const listed = listedGroups(rates);
    const held = { ...owner, listed: rates, moves: movesTooFar(stored, listed, nowMs) };
    if (held.moves.length > 0 && !mayMove(held)) this.#held.push(held);
    else this.#replace(owner, rows, mergeSchedule(stored, listed, nowMs));
  }

  #replace(owner: RateOwner, rows: PriceRateRow[], groups: PriceGroup[]): void {
    const { nowMs } = this.#options;
    const storedByContent = new Map(rows.map((row) => [contentKey(row), row]));
    const fresh: Parameters<typeof rateRow>[0][] = [];
    for (const content of rateContents(owner, groups, nowMs)) {
      if (!storedByContent.delete(contentKey(content))) fresh.push(content);
    }
    if (fresh.length + storedByContent.size === 0) return;
    this.#fresh.push(...fresh);
    this.#superseded.push(...storedByContent.values());
    const before = groupAt(storedGroups(rows), nowMs);
    this.#changes.push({ ...owner, before, after: groupAt(groups, nowMs) });
  }

  async diff(): Promise<RateDiff> {
    const written = await Promise.all(this.#fresh.map(rateRow));
    return { written, superseded: this.#superseded, changes: this.#changes, held: this.#held };
  }
}

/**
 * Compares listed rates with the stored ones of their source, model by model and tier by tier. Nothing is ever deleted:
 * changed rates are superseded, models that are not listed keep theirs, a tier that a listed model has lost ends now. What moves too far is held back whole, tier by tier.
 */
export async function diffPriceRates(options: RateDiffOptions): Promise<RateDiff> {
  const { source, providers, stored } = options;
  const storedByOwner = Map.groupBy(stored, ownerKey);
  const tiersByModel = Map.groupBy(stored, modelKey);
  const comparison = new RateComparison(options);
  for (const { provider, models } of providers) {
    for (const { model, rates } of models) {
      const listedByTier = Map.groupBy(rates, ({ serviceTier }) => serviceTier);
      for (const [serviceTier, tierRates] of listedByTier) {
        const owner = { source, provider, model, serviceTier };
        comparison.compare(owner, storedByOwner.get(ownerKey(owner)) ?? [], tierRates);
      }
      const listedTiers = new Set<string>(listedByTier.keys());
      const lost = (tiersByModel.get(modelKey({ provider, model })) ?? []).filter(
        (row) => !listedTiers.has(row.serviceTier),
      );
      for (const [serviceTier, rows] of Map.groupBy(lost, (row) => row.serviceTier)) {
        comparison.compare({ source, provider, model, serviceTier }, rows, null);
      }
    }
  }
  return await comparison.diff();
}
