import type { SkipReason } from "../price-list.ts";

/** Dearest price that is believed: a dollar per unit. */
const MAX_PICO_USD = 1_000_000_000_000n;
const PICO_DIGITS = 12;
const MAX_CHARACTERS = 64;
const MAX_EXPONENT = 40;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** A price in whole pico-dollars per unit, or why it is none. */
export type Amount = { picoUsd: number } | { reason: SkipReason };

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}

/**
 * Reads a foreign price, a number or a decimal text in US dollars for `per` units, digit by digit, so that no float is
 * multiplied. It becomes whole pico-dollars per unit, rounded to the nearest; what is no price from there up to a dollar per
 * unit is told by its reason. Zero is unknown: only its list can say that something is free.
 */
export function readAmount(value: unknown, per = 1): Amount {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || text.length > MAX_CHARACTERS) return { reason: "not_a_number" };
  const [match, sign, whole = "", fraction = "", exponentText = "0"] = DECIMAL.exec(text.trim()) ?? [];
  if (match === undefined) return { reason: "not_a_number" };
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return { reason: "zero_unknown" };
  if (sign === "-") return { reason: "negative" };
  const exponent = Number(exponentText) - fraction.length + PICO_DIGITS;
  if (Math.abs(exponent) > MAX_EXPONENT) return { reason: "out_of_range" };
  const scale = 10n ** BigInt(Math.abs(exponent));
  const picoUsd =
    exponent >= 0 ? divideRounded(digits * scale, BigInt(per)) : divideRounded(digits, scale * BigInt(per));
  if (picoUsd < 1n || picoUsd > MAX_PICO_USD) return { reason: "out_of_range" };
  return { picoUsd: Number(picoUsd) };
}
