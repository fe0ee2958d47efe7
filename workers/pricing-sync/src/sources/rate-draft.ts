import type { RateStep } from "@voygent/cost";

import type { PriceGap, SkipReason } from "../price-list.ts";

/** A unit's price from above (or from) so many input tokens on; from 0 on it is the base. */
type Step = { above: number; inclusive: boolean; picoUsd: number };

const rateStep = ({ above, inclusive, picoUsd }: Step): RateStep => ({
  min_input_tokens: above,
  inclusive,
  rate_pico_usd: picoUsd,
});

/** Gathers the prices of one rate, unit by unit, in whatever order a list tells them. */
export class RateDraft {
  /** By unit and threshold; null where the list gives a price and nobody can say which. */
  readonly #steps = new Map<string, Map<number, Step | null>>();

  #stepsOf(unit: string): Map<number, Step | null> {
    const steps = this.#steps.get(unit) ?? new Map<number, Step | null>();
    this.#steps.set(unit, steps);
    return steps;
  }

  /** Adds a price. One that differs from that of the same threshold leaves none there, which is the reason in the answer. */
  add(unit: string, step: Step): Extract<SkipReason, "ambiguous"> | null {
    const steps = this.#stepsOf(unit);
    const known = steps.get(step.above);
    if (known === null) return null;
    const isDisputed = known !== undefined && (known.picoUsd !== step.picoUsd || known.inclusive !== step.inclusive);
    steps.set(step.above, isDisputed ? null : step);
    return isDisputed ? "ambiguous" : null;
  }

  /** Adds the price of the first tokens, as `add` does. */
  addBase(unit: string, picoUsd: number): ReturnType<RateDraft["add"]> {
    return this.add(unit, { above: 0, inclusive: true, picoUsd });
  }

  /** Notes a price that the list gives and nobody can read. */
  addGap(unit: string, above: number): void {
    this.#stepsOf(unit).set(above, null);
  }

  has(unit: string): boolean {
    return (this.#steps.get(unit)?.get(0) ?? null) !== null;
  }

  /** The prices that were left out. */
  get gaps(): PriceGap[] {
    return [...this.#steps].flatMap(([unit, steps]) =>
      [...steps].flatMap(([above, step]) => (step === null ? [{ unit, above }] : [])),
    );
  }

  /** The units that have a tier and no base: what the first tokens cost is not known. */
  unitsWithoutBase(): string[] {
    return [...this.#steps]
      .filter(([unit, steps]) => !this.has(unit) && [...steps.values()].some((step) => step !== null))
      .map(([unit]) => unit);
  }

  /** The steps by unit, units by name, tiers ascending, so that a list that only reorders them has not changed. */
  rates(): Record<string, RateStep[]> {
    const priced = [...this.#steps].filter(([unit]) => this.has(unit));
    return Object.fromEntries(
      priced
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([unit, steps]) => {
          const read = [...steps.values()].filter((step) => step !== null);
          return [unit, read.toSorted((a, b) => a.above - b.above).map(rateStep)];
        }),
    );
  }
}
