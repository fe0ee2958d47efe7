const NANO_PER_USD = 1_000_000_000n;

/** Nano-dollars as US dollars with nine decimal places, exact: `6450000` → `"0.006450000"`. */
export function formatNanoUsd(nano: number | bigint): string {
  const amount = BigInt(nano);
  const sign = amount < 0n ? "-" : "";
  const magnitude = amount < 0n ? -amount : amount;
  return `${sign}${magnitude / NANO_PER_USD}.${(magnitude % NANO_PER_USD).toString().padStart(9, "0")}`;
}
