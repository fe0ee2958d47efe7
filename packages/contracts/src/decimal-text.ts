/**
 * A decimal text as a whole number of its last place, exact: `"2.5"` with 6 places is 2,500,000.
 * @throws RangeError when it has more places, or is past what a number holds exactly
 */
export function scaledDecimal(text: string, places: number): number {
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "" || fraction.length > places)
    throw new RangeError(`expected a decimal text, at most ${places} places`);
  const scaled = Number(`${whole}${fraction.padEnd(places, "0")}`);
  if (!Number.isSafeInteger(scaled)) throw new RangeError("expected a smaller number");
  return scaled;
}

/** The decimal text of a whole number of its last place, without zeros at its end: 2,500,000 with 6 places is `"2.5"`. */
export function decimalText(scaled: number, places: number): string {
  const digits = String(scaled).padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${digits.slice(0, digits.length - places)}${fraction === "" ? "" : `.${fraction}`}`;
}
