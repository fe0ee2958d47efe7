/** Positions from here on belong to what has left its price list, so that it always stands behind what is listed. */
const FIRST_RETIRED_POSITION = 1_000_000;

/** Whether a provider or model has left its price list. */
export function isRetired({ position }: { position: number }): boolean {
  return position >= FIRST_RETIRED_POSITION;
}

/** The position of what leaves its price list: behind everything listed, in the old order. */
export function retiredPosition({ position }: { position: number }): number {
  return FIRST_RETIRED_POSITION + position;
}
