import { type CauseSums, DifferenceCause, type ReconciledSums } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";
import type { ReconciliationRow } from "@voygent/db";

type Sums = {
  interactionCount: number;
  librechatCount: number;
  unpricedCount: number;
  ourNanoUsd: bigint;
  librechatNanoUsd: bigint;
};

const NOTHING: Sums = {
  interactionCount: 0,
  librechatCount: 0,
  unpricedCount: 0,
  ourNanoUsd: 0n,
  librechatNanoUsd: 0n,
};

const addRow = (sums: Sums, row: ReconciliationRow): Sums => ({
  interactionCount: sums.interactionCount + row.interaction_count,
  librechatCount: sums.librechatCount + row.librechat_count,
  unpricedCount: sums.unpricedCount + row.unpriced_count,
  ourNanoUsd: sums.ourNanoUsd + BigInt(row.our_cost_nano_usd),
  librechatNanoUsd: sums.librechatNanoUsd + BigInt(row.librechat_cost_nano_usd),
});

function sumsOf(rows: ReconciliationRow[]): ReconciledSums {
  const sums = rows.reduce(addRow, NOTHING);
  return {
    interaction_count: sums.interactionCount,
    librechat_count: sums.librechatCount,
    unpriced_count: sums.unpricedCount,
    our_cost: formatNanoUsd(sums.ourNanoUsd),
    librechat_cost: formatNanoUsd(sums.librechatNanoUsd),
    difference: formatNanoUsd(sums.ourNanoUsd - sums.librechatNanoUsd),
  };
}

/** Rows as one, whole and by cause. */
export function reconciledSums(rows: ReconciliationRow[]): ReconciledSums & { causes: CauseSums[] } {
  const causes = DifferenceCause.options.flatMap((cause) => {
    const ofCause = rows.filter((row) => row.cause === cause);
    return ofCause.length === 0 ? [] : [{ cause, ...sumsOf(ofCause) }];
  });
  return { ...sumsOf(rows), causes };
}
