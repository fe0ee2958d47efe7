const LEAST_CAPACITY = 1024;
const MULTIPLIER_1 = 2_654_435_761;
const MULTIPLIER_2 = 1_597_334_677;

/** 53 bits that texts hardly share (cyrb53, in the public domain). */
function hashOf(text: string): number {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    first = Math.imul(first ^ code, MULTIPLIER_1);
    second = Math.imul(second ^ code, MULTIPLIER_2);
  }
  first = Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909);
  second = Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & second) + (first >>> 0);
}

/**
 * Numbers by text, in 16 bytes per place and at most twice as many places as texts: a million texts take some 40 MB. The texts
 * are known by 53 bits only: of ten million, two share them by a chance of one in 200.
 */
export class NumberTable {
  #keys = new Float64Array(LEAST_CAPACITY).fill(-1);
  #values = new Float64Array(LEAST_CAPACITY);
  #size = 0;

  get(text: string): number | undefined {
    const place = this.#placeOf(hashOf(text));
    return this.#keys[place] === -1 ? undefined : this.#values[place];
  }

  set(text: string, value: number): void {
    if (this.#size * 4 >= this.#keys.length * 3) this.#grow();
    this.#put(hashOf(text), value);
  }

  #put(key: number, value: number): void {
    const place = this.#placeOf(key);
    if (this.#keys[place] === -1) this.#size += 1;
    this.#keys[place] = key;
    this.#values[place] = value;
  }

  /** Where the key is, or would be. */
  #placeOf(key: number): number {
    const { length } = this.#keys;
    let place = key % length;
    while (this.#keys[place] !== -1 && this.#keys[place] !== key) place = (place + 1) % length;
    return place;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#values = new Float64Array(keys.length * 2);
    this.#size = 0;
    keys.forEach((key, place) => {
      if (key !== -1) this.#put(key, values[place] ?? 0);
    });
  }
}
