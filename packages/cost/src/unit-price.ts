/**
 * A price in pico-dollars per unit. The tiers, in any order, replace its base for the whole call; they are
 * `[input tokens, pico-dollars, 1 when from the threshold on]`.
 */
export type UnitPrice = number | { base: number; tiers: ([number, number] | [number, number, 0 | 1])[] };

/** Prices in pico-dollars by unit. */
export type UnitPrices = Partial<Record<string, UnitPrice>>;

/** The steps of one unit's price as they are stored: the base first, then the tiers. */
export type RateStep = { min_input_tokens: number; inclusive: boolean; rate_pico_usd: number };

/** Stored steps as a price. */
export function unitPriceOf([base, ...tiers]: readonly RateStep[]): UnitPrice {
  const basePicoUsd = base?.rate_pico_usd ?? 0;
  if (tiers.length === 0) return basePicoUsd;
  return {
    base: basePicoUsd,
    tiers: tiers.map(({ min_input_tokens, inclusive, rate_pico_usd }) => [
      min_input_tokens,
      rate_pico_usd,
      inclusive ? 1 : 0,
    ]),
  };
}

/** The tier of a price that a call of this size gets, null for its base: the greatest threshold that its total input passes. */
export function passedTier(
  price: UnitPrice,
  totalInput: number,
): { above: number; inclusive: boolean; picoUsd: number } | null {
  if (typeof price === "number") return null;
  let passed: ReturnType<typeof passedTier> = null;
  for (const [above, picoUsd, isInclusive] of price.tiers) {
    const inclusive = isInclusive === 1;
    const isPassed = inclusive ? totalInput >= above : totalInput > above;
    if (isPassed && above >= (passed?.above ?? 0)) passed = { above, inclusive, picoUsd };
  }
  return passed;
}

/** The price of one unit in a call of this size, in pico-dollars. */
export function picoUsdPerUnit(price: UnitPrice, totalInput: number): number {
  return typeof price === "number" ? price : (passedTier(price, totalInput)?.picoUsd ?? price.base);
}

/** The dearest of several prices in a call of this size. */
export function dearestPrice(prices: readonly UnitPrice[], totalInput: number): UnitPrice | null {
  const [first = null, ...others] = prices;
  return others.reduce(
    (dearest, price) =>
      picoUsdPerUnit(price, totalInput) > picoUsdPerUnit(dearest ?? 0, totalInput) ? price : dearest,
    first,
  );
}
