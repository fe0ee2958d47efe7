const wholeCents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const smallAmount = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
});
const tinyAmount = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });
const compactAmount = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  notation: "compact",
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
});

const SMALLEST_SHOWN_USD = 0.00005;

/** An exact amount in US dollars (decimal text) as people read it: `$1,234.56`; below a dollar with four places, so that
 * a column of them stands in line: `$0.5000`, `$0.0034`, `<$0.0001`. */
export function formatUsd(amount: string): string {
  const usd = Number(amount);
  const size = Math.abs(usd);
  if (size === 0 || size >= 1) return wholeCents.format(usd);
  if (size >= SMALLEST_SHOWN_USD) return smallAmount.format(usd);
  return usd < 0 ? ">-$0.0001" : "<$0.0001";
}

/** The exact amount with all its nine places, grouped, for titles: `$1,234.567890123`. */
export function formatExactUsd(amount: string): string {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${amount.startsWith("-") ? "-" : ""}$${grouped}${fraction === "" ? "" : `.${fraction}`}`;
}

/** A tick of a money axis whose ticks are `step` apart, which decides the places of all: `$0`, `$12`, `$1.50`, `$1.2K`. */
export function formatUsdTick(usd: number, step: number): string {
  if (usd === 0) return "$0";
  if (step < 0.01) return tinyAmount.format(usd);
  return Number.isInteger(step) ? compactAmount.format(usd) : wholeCents.format(usd);
}
