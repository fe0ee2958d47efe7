const STEPS = [1, 2, 2.5, 5, 10];
const MOST_INTERVALS = 4;

/** The ticks of a money axis from zero to the first round amount that is not below `highest`, at most five of them. */
export function moneyTicks(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const least = highest / MOST_INTERVALS;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * (STEPS.find((factor) => power * factor >= least) ?? 10);
  const count = Math.ceil(highest / step);
  // Multiplied and cut, so that three times 0.1 is not 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
