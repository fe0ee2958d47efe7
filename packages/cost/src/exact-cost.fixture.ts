import type { TokenUsage } from "./token-usage.ts";
import type { UnitPrice } from "./unit-price.ts";

type Prices = Record<string, UnitPrice>;

/** The price of a unit in a call of this size, in pico-dollars, from the highest threshold down; null when it has none. */
export function exactUnitPicoUsd(prices: Prices, unit: string, totalInput: number): bigint | null {
  const price = prices[unit];
  if (price === undefined) return null;
  if (typeof price === "number") return BigInt(price);
  for (const [threshold, picoUsd, inclusive = 0] of price.tiers.toSorted(([left], [right]) => right - left)) {
    if (totalInput > threshold || (inclusive === 1 && totalInput === threshold)) return BigInt(picoUsd);
  }
  return BigInt(price.base);
}

const OUTPUT_KINDS = ["reasoning", "output_audio", "output_image", "output_video", "output_citation"] as const;

/**
 * What tokens in normal form cost by these prices, in pico-dollars, written out as one sum without any of the engine: what the
 * engine is compared with.
 */
export function exactPicoUsd(tokens: TokenUsage, prices: Prices): bigint {
  const at = (...units: string[]): bigint =>
    units.map((unit) => exactUnitPicoUsd(prices, unit, tokens.input)).find((found) => found !== null) ?? 0n;
  /** Cached tokens of a kind without a price of their own: the dearer of what they belong to, else the input's. */
  const cached = (own: string, kind: string): bigint => {
    const parents = ["cache_read", kind]
      .map((unit) => exactUnitPicoUsd(prices, unit, tokens.input))
      .filter((found) => found !== null);
    const dearest = parents.reduce((most, found) => (found > most ? found : most), 0n);
    return exactUnitPicoUsd(prices, own, tokens.input) ?? (parents.length > 0 ? dearest : at("input"));
  };
  const { cache_read_audio: audio, cache_read_image: image, cache_read_video: video } = tokens;
  const freshKinds = tokens.input_audio - audio + tokens.input_image - image + tokens.input_video - video;
  const terms: [count: number, price: bigint][] = [
    [tokens.input - tokens.cache_read - tokens.cache_write - freshKinds, at("input")],
    [tokens.cache_read - audio - image - video, at("cache_read", "input")],
    [audio, cached("cache_read_audio", "input_audio")],
    [image, cached("cache_read_image", "input_image")],
    [video, cached("cache_read_video", "input_video")],
    [tokens.cache_write - tokens.cache_write_1h, at("cache_write", "input")],
    [tokens.cache_write_1h, at("cache_write_1h", "cache_write", "input")],
    [tokens.input_audio - audio, at("input_audio", "input")],
    [tokens.input_image - image, at("input_image", "input")],
    [tokens.input_video - video, at("input_video", "input")],
    [OUTPUT_KINDS.reduce((rest, kind) => rest - tokens[kind], tokens.output), at("output")],
    ...OUTPUT_KINDS.map((kind): [number, bigint] => [tokens[kind], at(kind, "output")]),
  ];
  return terms.reduce((sum, [count, price]) => sum + BigInt(count) * price, 0n);
}

/** The whole number next to a fraction, a half up. */
export const roundHalfUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);
