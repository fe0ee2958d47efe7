/** What resources cost, in whole pico-dollars per unit. `id` names a setting of our own; list prices have none. */
export type ResourceRates = {
  rowReadPicoUsd: number;
  rowWrittenPicoUsd: number;
  apiCallPicoUsd: number;
  cpuMsPicoUsd: number;
  id?: string;
};

/**
 * Cloudflare's list prices on Workers Paid beyond the included amounts (developers.cloudflare.com, D1 and Workers pricing):
 * D1 rows read $0.001 and rows written $1.00 per million, Workers requests $0.30 and CPU milliseconds $0.02 per million.
 */
export const DEFAULT_RESOURCE_RATES: ResourceRates = {
  rowReadPicoUsd: 1_000,
  rowWrittenPicoUsd: 1_000_000,
  apiCallPicoUsd: 300_000,
  cpuMsPicoUsd: 20_000,
};
