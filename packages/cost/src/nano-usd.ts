/**
 * Rounds pico-dollars half up to whole nano-dollars.
 * @throws RangeError when the sum is past 2^53, where a number is no longer exact
 */
export function picoToNanoUsd(picoUsd: bigint): number {
  return exactNanoUsd((picoUsd + 500n) / 1_000n);
}

/**
 * A sum of nano-dollars as a number.
 * @throws RangeError when it is past 2^53
 */
export function exactNanoUsd(nanoUsd: bigint): number {
  const value = Number(nanoUsd);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`a cost of ${nanoUsd} nano-dollars is too large to be kept exactly`);
  }
  return value;
}
