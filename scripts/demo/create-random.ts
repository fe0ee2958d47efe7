/** A stream of numbers in [0, 1) that depends on its seed only (mulberry32). */
export type Random = () => number;

/** Folds whole numbers into one seed of 32 bits; close inputs give unrelated seeds. */
export function seedOf(...parts: number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** A fresh stream for a seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `low` to `high`, both included; each as likely. */
export const wholeBetween = (random: Random, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1));

/** A whole number around `middle`, never below 1: half of them below, a few several times as large (log-normal). */
export function wholeAround(random: Random, middle: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(1, Math.round(middle * Math.exp(normal * spread)));
}

/** One of the items, each as likely as its weight. */
export function pickWeighted<Item extends { weight: number }>(random: Random, items: readonly [Item, ...Item[]]): Item {
  let left = random() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return items[0];
}
