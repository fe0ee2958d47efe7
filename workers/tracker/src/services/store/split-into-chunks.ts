import type { InteractionRow } from "@voygent/db";

/** Below D1's 2 MB for one parameter, even when each of the `sentUnits` takes three bytes. */
const MAX_CHUNK_UNITS = 600_000;

type Costs = Pick<
  InteractionRow,
  "aiTokensCostNanoUsd" | "dbOpsCostNanoUsd" | "apiCallsCostNanoUsd" | "computeTimeCostNanoUsd"
>;

const costOf = (row: Costs): number =>
  (row.aiTokensCostNanoUsd ?? 0) + row.dbOpsCostNanoUsd + row.apiCallsCostNanoUsd + row.computeTimeCostNanoUsd;

/**
 * Splits interactions into chunks that can be sent and summed: each fits into one parameter (`sentUnits`), and its costs together are not
 * past 2^53 nano-dollars, so that plain numbers sum them exactly. What is larger by itself is a chunk of its own.
 */
export function splitIntoChunks<Item extends { row: Costs; units: number }>(items: readonly Item[]): Item[][] {
  const chunks: Item[][] = [];
  let current: Item[] = [];
  let [units, costNanoUsd] = [0, 0];
  for (const item of items) {
    units += item.units;
    costNanoUsd += costOf(item.row);
    if (current.length > 0 && (units > MAX_CHUNK_UNITS || costNanoUsd > Number.MAX_SAFE_INTEGER)) {
      chunks.push(current);
      current = [];
      [units, costNanoUsd] = [item.units, costOf(item.row)];
    }
    current.push(item);
  }
  return current.length === 0 ? chunks : [...chunks, current];
}
