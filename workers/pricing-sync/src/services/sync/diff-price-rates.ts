import type { PriceSourceId } from "@voygent/contracts";
import type { PriceRateRow } from "@voygent/db";

import type { ListedProvider, ListedRate, ReadRate, Skipped } from "../../price-list.ts";
import { contentKey, rateContents, type RateOwner, rateRow } from "../own-prices/rate-rows.ts";
import { keptTierUnits } from "./dropped-tier.ts";
import { fillGaps } from "./fill-gaps.ts";
import { judgeRates } from "./judge-rates.ts";
import { mergeSchedule } from "./merge-schedule.ts";
import { groupAt, listedGroups, type PriceGroup, storedGroups } from "./price-groups.ts";
import { type DearestFees, dearestFees, type HeldRates } from "./quarantine-moves.ts";
import { rateHistory } from "./rate-history.ts";

export type RateDiffOptions = {
  source: PriceSourceId;
  stored: PriceRateRow[];
  /** The rates that were superseded within the last week. */
  recent: PriceRateRow[];
  providers: ListedProvider[];
  nowMs: number;
  /** When an admin last approved held prices of a model and tier; 0 is never. */
  approvedAtMs: (owner: RateOwner) => number;
  /** Whether prices may move as far as they do. */
  mayMove: boolean;
};

/** What changed of one model and tier: the periods that hold now, before and after. */
export type RateChange = RateOwner & { before: PriceGroup | undefined; after: PriceGroup | undefined };

export type RateDiff = {
  written: PriceRateRow[];
  superseded: PriceRateRow[];
  changes: RateChange[];
  held: HeldRates[];
  /** Models that lack a price that they had: theirs stay. */
  incomplete: Skipped[];
};

/** The rows of one model and tier. `standing` are the standard rates, which are charged where a tier has none. */
type OwnRows = { stored: PriceRateRow[]; recent: PriceRateRow[]; standing: PriceRateRow[] };

/** The key of a model and tier among those of one source. */
export const rateOwnerKey = ({ provider, model, serviceTier }: Omit<RateOwner, "source">) =>
  JSON.stringify([provider, model, serviceTier]);

const modelKey = ({ provider, model }: { provider: string; model: string }) => JSON.stringify([provider, model]);

function ended(groups: PriceGroup[], nowMs: number): PriceGroup[] {
  return groups
    .filter(({ fromMs }) => fromMs <= nowMs)
    .map((group) => ({ ...group, toMs: Math.min(group.toMs, nowMs) }));
}

class RateComparison {
  readonly #options: RateDiffOptions;
  readonly #dearest: DearestFees;
  readonly #fresh: Parameters<typeof rateRow>[0][] = [];
  readonly #superseded: PriceRateRow[] = [];
  readonly #changes: RateChange[] = [];
  readonly #held: HeldRates[] = [];
  readonly #incomplete: Skipped[] = [];

  constructor(options: RateDiffOptions) {
    this.#options = options;
    this.#dearest = dearestFees(storedGroups(options.stored));
  }

  /** Compares the schedule of one model and tier with what is stored, and answers what holds from now on. */
  compare(owner: RateOwner, rows: OwnRows, listed: ReadRate[]): PriceGroup[] {
    const { nowMs, approvedAtMs, mayMove } = this.#options;
    const stored = storedGroups(rows.stored);
    const approvedMs = approvedAtMs(owner);
    const history = rateHistory([...rows.stored, ...rows.recent], nowMs, approvedMs);
    const wanted = mergeSchedule(stored, listedGroups(listed), nowMs, history.isBrief);
    const charged = stored.length > 0 ? stored : storedGroups(rows.standing);
    const schedules = { stored: charged, wanted, remembered: history.remembered, approvedAtMs: approvedMs };
    const { lost, moves } = mayMove ? { lost: [], moves: [] } : judgeRates(schedules, nowMs, this.#dearest);
    if (lost.length > 0) this.keep(owner, lost);
    else if (moves.length > 0) this.#held.push({ ...owner, listed, moves });
    else {
      this.#replace(owner, rows.stored, wanted);
      return wanted;
    }
    return stored;
  }

  /** Ends the rates of a tier that a listed model has no more, unless they stay; `standard` are those in force from now on. */
  drop(owner: RateOwner, rows: OwnRows, standard: PriceGroup[]): void {
    const { nowMs, approvedAtMs } = this.#options;
    const [before, after] = [groupAt(storedGroups(rows.standing), nowMs), groupAt(standard, nowMs)];
    const approvedMs = approvedAtMs({ ...owner, serviceTier: "standard" });
    const kept = keptTierUnits(rows.stored, { before, after, approvedAtMs: approvedMs }, nowMs);
    if (kept.length > 0) this.keep(owner, kept);
    else this.#replace(owner, rows.stored, ended(storedGroups(rows.stored), nowMs));
  }

  /** Notes prices that a model had and lacks now: those stored before stay. */
  keep({ provider, model, serviceTier }: RateOwner, lost: string[]): void {
    const tier = serviceTier === "standard" ? "" : `, ${serviceTier}`;
    this.#incomplete.push({ key: `${provider}/${model}: ${lost.join(", ")}${tier}`, reason: "missing_price" });
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
    const incomplete = this.#incomplete;
    return { written, superseded: this.#superseded, changes: this.#changes, held: this.#held, incomplete };
  }
}

/** The stored and recent rows of one model, by tier. */
type TierRows = Map<string, OwnRows>;

function rowsByTier(stored: PriceRateRow[], recent: PriceRateRow[]): TierRows {
  const [storedByTier, recentByTier] = [stored, recent].map((rows) => Map.groupBy(rows, (row) => row.serviceTier));
  const standing = storedByTier?.get("standard") ?? [];
  const tiers = new Set([...(storedByTier?.keys() ?? []), ...(recentByTier?.keys() ?? [])]);
  return new Map(
    [...tiers].map((tier) => [
      tier,
      { stored: storedByTier?.get(tier) ?? [], recent: recentByTier?.get(tier) ?? [], standing },
    ]),
  );
}

/** The listed rates of a model by tier, without those that cannot be read, and the cache prices that were kept for them. */
function readableByTier(rates: ListedRate[], rows: TierRows, nowMs: number): Map<string, ReturnType<typeof fillGaps>> {
  const tiers = [...Map.groupBy(rates, ({ serviceTier }) => serviceTier)].map(
    ([tier, ofTier]) => [tier, fillGaps(ofTier, storedGroups(rows.get(tier)?.stored ?? []), nowMs)] as const,
  );
  return new Map(tiers.filter(([, readable]) => readable.rates.length > 0));
}

/**
 * Compares listed rates with the stored ones of their source, model by model and tier by tier. Nothing is ever deleted:
 * changed rates are superseded, models that are not listed keep theirs. What moves too far is held back whole, tier by tier; a
 * model that lacks a price that it had keeps what is stored, and a cache price or a tier that it has dropped stays by itself, as
 * long as the price that it belongs to does.
 */
export async function diffPriceRates(options: RateDiffOptions): Promise<RateDiff> {
  const { source, providers, stored, recent, nowMs } = options;
  const [storedByModel, recentByModel] = [Map.groupBy(stored, modelKey), Map.groupBy(recent, modelKey)];
  const comparison = new RateComparison(options);
  for (const { provider, models } of providers) {
    for (const { model, rates } of models) {
      const key = modelKey({ provider, model });
      const rows = rowsByTier(storedByModel.get(key) ?? [], recentByModel.get(key) ?? []);
      const standing = rows.get("standard")?.stored ?? [];
      const listed = readableByTier(rates, rows, nowMs);
      let charged: PriceGroup[] = [];
      for (const [serviceTier, readable] of listed) {
        const own = rows.get(serviceTier) ?? { stored: [], recent: [], standing };
        const owner = { source, provider, model, serviceTier };
        if (readable.kept.length > 0) comparison.keep(owner, readable.kept);
        const groups = comparison.compare(owner, own, readable.rates);
        if (serviceTier === "standard") charged = groups;
      }
      for (const [serviceTier, own] of rows) {
        if (listed.has(serviceTier) || own.stored.length === 0) continue;
        comparison.drop({ source, provider, model, serviceTier }, own, charged);
      }
    }
  }
  return await comparison.diff();
}
