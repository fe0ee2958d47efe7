import type { RateStep } from "@voygent/cost";

import type { PriceGap } from "../price-list.ts";

/** A tier of a unit's price: from above (or from) so many input tokens on. */
type Tier = { above: number; inclusive: boolean; picoUsd: number };

/** Gathers the prices of one rate, unit by unit, in whatever order a list tells them. */
export class RateDraft {
  readonly #bases = new Map<string, number>();
  readonly #tiers = new Map<string, Tier[]>();
  /** The prices that the list gives and nobody can read. */
  readonly gaps: PriceGap[] = [];

  setBase(unit: string, picoUsd: number): void {
    this.#bases.set(unit, picoUsd);
  }

  addTier(unit: string, tier: Tier): void {
    this.#tiers.set(unit, [...(this.#tiers.get(unit) ?? []), tier]);
  }

  has(unit: string): boolean {
    return this.#bases.has(unit);
  }

  /** The units that have a tier and no base: what the first tokens cost is not known. */
  unitsWithoutBase(): string[] {
    return [...this.#tiers.keys()].filter((unit) => !this.#bases.has(unit));
  }

  /** The steps by unit, units by name, tiers ascending, so that a list that only reorders them has not changed. */
  rates(): Record<string, RateStep[]> {
    const units = [...this.#bases].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      units.map(([unit, basePicoUsd]) => {
        const tiers = (this.#tiers.get(unit) ?? []).toSorted((a, b) => a.above - b.above);
        return [
          unit,
          [
            { min_input_tokens: 0, inclusive: true, rate_pico_usd: basePicoUsd },
            ...tiers.map(({ above, inclusive, picoUsd }) => ({
              min_input_tokens: above,
              inclusive,
              rate_pico_usd: picoUsd,
            })),
          ],
        ];
      }),
    );
  }
}
