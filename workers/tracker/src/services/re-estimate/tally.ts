import { hasUnknownCost } from "@voygent/contracts";
import type { EstimateColumns } from "@voygent/db";
import * as z from "zod";

import { isOtherCost, totalNanoUsd } from "./estimate-again.ts";

/** A sum of costs, which may be past 2^53 nano-dollars: a text then, for JSON has no larger whole numbers that all can read. */
const StoredSum = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(BigInt);

/** Counts and costs (nano-dollars) of one model in a run, in the order of the column `by_model`. */
const ModelTally = z
  .tuple([z.int(), z.int(), StoredSum, StoredSum, z.int(), z.int()])
  .transform(([interactions, changed, costBefore, costAfter, unpricedBefore, unpricedAfter]) => ({
    interactions,
    changed,
    costBefore,
    costAfter,
    unpricedBefore,
    unpricedAfter,
  }));
export type ModelTally = z.infer<typeof ModelTally>;

/** What a run has found so far, by `provider NUL model`. */
export type Tally = Map<string, ModelTally>;

/** Models beyond so many are counted together, under this key. */
const MAX_MODELS = 500;
const OTHERS = "";

const StoredTally = z.record(z.string(), ModelTally);

/** Reads the column `by_model`. */
export const readTally = (column: string): Tally => new Map(Object.entries(StoredTally.parse(JSON.parse(column))));

const storedSum = (sum: bigint): number | string => {
  const number = Number(sum);
  return Number.isSafeInteger(number) ? number : sum.toString();
};

/** The column `by_model`. */
export function encodeTally(tally: Tally): string {
  const entries = [...tally].map(([key, sums]) => [
    key,
    [
      sums.interactions,
      sums.changed,
      storedSum(sums.costBefore),
      storedSum(sums.costAfter),
      sums.unpricedBefore,
      sums.unpricedAfter,
    ] satisfies z.input<typeof ModelTally>,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

const nothing = (): ModelTally => ({
  interactions: 0,
  changed: 0,
  costBefore: 0n,
  costAfter: 0n,
  unpricedBefore: 0,
  unpricedAfter: 0,
});

/** Adds an interaction to a tally, with its estimate before and after. */
export function addToTally(
  tally: Tally,
  model: { provider: string; model: string },
  { before, after }: { before: EstimateColumns; after: EstimateColumns },
): void {
  const own = `${model.provider}\u0000${model.model}`;
  const key = tally.has(own) || tally.size < MAX_MODELS ? own : OTHERS;
  const sums = tally.get(key) ?? nothing();
  sums.interactions += 1;
  sums.changed += isOtherCost(before, after) ? 1 : 0;
  sums.costBefore += BigInt(totalNanoUsd(before));
  sums.costAfter += BigInt(totalNanoUsd(after));
  sums.unpricedBefore += hasUnknownCost(before.costStatus) ? 1 : 0;
  sums.unpricedAfter += hasUnknownCost(after.costStatus) ? 1 : 0;
  tally.set(key, sums);
}

/** The sums over all models. */
export function sumTally(tally: Tally): ModelTally {
  const all = nothing();
  for (const sums of tally.values()) {
    all.interactions += sums.interactions;
    all.changed += sums.changed;
    all.costBefore += sums.costBefore;
    all.costAfter += sums.costAfter;
    all.unpricedBefore += sums.unpricedBefore;
    all.unpricedAfter += sums.unpricedAfter;
  }
  return all;
}
