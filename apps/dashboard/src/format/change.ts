const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1, signDisplay: "never" });
const factor = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** How a figure moved against an earlier one. */
export interface Change {
  direction: "up" | "down" | "same";
  /** The size of the change without its sign, such as `12.5%` or `14×`. */
  text: string;
}

/** Compares two figures; null when there is no earlier one to compare with. Past tenfold the change is a factor. */
export function changeBetween(current: number, previous: number): Change | null {
  if (previous === 0) return null;
  const ratio = current / previous - 1;
  const text = ratio >= 9 ? `${factor.format(ratio + 1)}×` : percent.format(Math.abs(ratio));
  if (text === "0%") return { direction: "same", text };
  return { direction: ratio > 0 ? "up" : "down", text };
}
