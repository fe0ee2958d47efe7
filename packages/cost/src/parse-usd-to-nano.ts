import { exactNanoUsd } from "./nano-usd.ts";

const DECIMAL = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;
const NANO_DIGITS = 9;

/**
 * US dollars as whole nano-dollars, rounded half up at the tenth decimal place. The decimal digits are read as written,
 * never through a float.
 * @throws RangeError when the amount is negative, not a decimal number, or past 2^53 nano-dollars
 */
export function parseUsdToNano(amount: number | string): number {
  const [match, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(String(amount)) ?? [];
  if (match === undefined) throw new RangeError("expected a decimal amount, such as 0.0042");
  // The amount is `digits` shifted right by `places` decimal places.
  const digits = BigInt(whole + fraction);
  const places = fraction.length - Number(exponent) - NANO_DIGITS;
  if (places <= 0) return exactNanoUsd(digits * 10n ** BigInt(-places));
  const unit = 10n ** BigInt(places);
  return exactNanoUsd((digits * 2n + unit) / (unit * 2n));
}
