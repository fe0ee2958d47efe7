/** A sum of whole, non-negative pico-dollars, always exact: a number up to 2^53, a bigint beyond. */
export type PicoUsd = number | bigint;

const PICO_PER_NANO = 1_000;

/** The sum and a count times its price, all of them whole and not negative. */
export function addPicoUsd(sum: PicoUsd, count: number, picoUsdPerUnit: number): PicoUsd {
  if (typeof sum === "number") {
    const next = sum + count * picoUsdPerUnit;
    // A safe result was not rounded on the way to it, because no term is negative.
    if (Number.isSafeInteger(next)) return next;
  }
  return BigInt(sum) + BigInt(count) * BigInt(picoUsdPerUnit);
}

/**
 * Rounds pico-dollars half up to whole nano-dollars.
 * @throws RangeError when the sum is past 2^53, where a number is no longer exact
 */
export function picoToNanoUsd(picoUsd: PicoUsd): number {
  if (typeof picoUsd === "bigint") return exactNanoUsd((picoUsd + 500n) / 1_000n);
  const rest = picoUsd % PICO_PER_NANO;
  return (picoUsd - rest) / PICO_PER_NANO + (rest >= PICO_PER_NANO / 2 ? 1 : 0);
}

/**
 * A sum of nano-dollars as a number.
 * @throws RangeError when it is past 2^53
 */
export function exactNanoUsd(nanoUsd: number | bigint): number {
  const value = Number(nanoUsd);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`a cost of ${nanoUsd} nano-dollars is too large to be kept exactly`);
  }
  return value;
}

const BASIS_POINTS = 10_000n;

/**
 * Pico-dollars less a discount in hundredths of a percent, rounded half up to whole nano-dollars, once.
 * @throws RangeError when it is past 2^53
 */
export function discountedNanoUsd(picoUsd: PicoUsd, basisPoints: number): number {
  const scaled = BigInt(picoUsd) * (BASIS_POINTS - BigInt(basisPoints));
  return exactNanoUsd((scaled + 5_000_000n) / 10_000_000n);
}
