const NANO_PER_USD = 1_000_000_000n;
const PLACES = 9;

/** Nano-dollars as US dollars with nine decimal places, exact: `6450000` → `"0.006450000"`. */
export function formatNanoUsd(nano: number | bigint): string {
  if (typeof nano === "number" && nano >= 0 && Number.isSafeInteger(nano)) {
    const digits = String(nano).padStart(PLACES + 1, "0");
    return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
  }
  const amount = BigInt(nano);
  const sign = amount < 0n ? "-" : "";
  const magnitude = amount < 0n ? -amount : amount;
  return `${sign}${magnitude / NANO_PER_USD}.${(magnitude % NANO_PER_USD).toString().padStart(PLACES, "0")}`;
}
