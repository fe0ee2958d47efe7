const MICRO_DIGITS = 6;

/** Pico-dollars per unit are micro-dollars per million units: six decimal places, those at the end left out when zero. */
export function usdPerMillion(picoUsd: number): string {
  const digits = String(picoUsd).padStart(MICRO_DIGITS + 1, "0");
  const fraction = digits.slice(-MICRO_DIGITS).replace(/0+$/, "");
  return `${digits.slice(0, -MICRO_DIGITS)}${fraction === "" ? "" : `.${fraction}`}`;
}
