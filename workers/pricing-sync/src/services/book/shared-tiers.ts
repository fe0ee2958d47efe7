import type { StoredRate } from "@voygent/cost";

import type { BookDraft } from "./book-draft.ts";

/** A model of the default list. */
export type ListedName = { provider: string; model: string };

const pricesOf = (lane: readonly StoredRate[]) =>
  JSON.stringify(lane.map(({ serviceTier, rates }) => [serviceTier, rates]));

const hasTiers = (lane: readonly StoredRate[]) => lane.some(({ flags }) => flags.includes("tier_from_fallback"));

/**
 * The context tiers that a lesser list tells of further names of a model: Bedrock sells one under the name of each region,
 * without any and by ARN, and what all of the listed names agree about holds for the others too.
 */
export class SharedTiers {
  readonly #lanes = new Map<string, { name: ListedName; lanes: StoredRate[][] }>();

  note(name: ListedName, lane: StoredRate[]): void {
    const key = JSON.stringify([name.provider, name.model]);
    const noted = this.#lanes.get(key) ?? { name, lanes: [] };
    noted.lanes.push(lane);
    this.#lanes.set(key, noted);
  }

  /** Puts them before the rates of the models that have none of their own; names that disagree say nothing. */
  addTo(draft: BookDraft): void {
    for (const { name, lanes } of this.#lanes.values()) {
      const entry = draft.entry(name.provider, name.model);
      const [first, ...others] = lanes;
      if (entry === undefined || first === undefined || entry.lanes.some(hasTiers)) continue;
      if (others.every((lane) => pricesOf(lane) === pricesOf(first))) entry.lanes.unshift(first);
    }
  }
}
