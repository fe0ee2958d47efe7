const PATTERN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A decimal text times ten to a power, exactly, without needless zeros: `("2.50", -1)` is `0.25`. */
export function shiftDecimal(text: string, places: number): string {
  const [, sign = "", whole = "0", fraction = ""] = PATTERN.exec(text) ?? [];
  const missing = Math.max(0, 1 - whole.length - places);
  const point = whole.length + places + missing;
  const digits = `${"0".repeat(missing)}${whole}${fraction}`.padEnd(point, "0");
  const trimmed = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0*$/, "").replace(/^0+(?=\d)/, "");
  return `${sign}${trimmed}`;
}

/** How many decimal places a decimal text needs, its last zeros left out. */
export const decimalPlaces = (text: string): number => text.replace(/0+$/, "").split(".")[1]?.length ?? 0;

/** A decimal text with exactly as many places; it must not need more. */
export function withPlaces(text: string, places: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  return places === 0 ? whole : `${whole}.${fraction.slice(0, places).padEnd(places, "0")}`;
}

const NANO_PLACES = 9;

/** One amount of at most nine decimal places minus another, exactly. */
export function subtractUsd(left: string, right: string): string {
  const difference = toNano(left) - toNano(right);
  const digits = String(difference < 0n ? -difference : difference).padStart(NANO_PLACES + 1, "0");
  return `${difference < 0n ? "-" : ""}${digits.slice(0, -NANO_PLACES)}.${digits.slice(-NANO_PLACES)}`;
}

const toNano = (amount: string) => BigInt(withPlaces(amount, NANO_PLACES).replace(".", ""));
