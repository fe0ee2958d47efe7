import type { CauseSums } from "../../api/schema.ts";
import { formatQuantity } from "../../format/counts.ts";
import { formatUsd } from "../../format/money.ts";
import { isOurCostUnknown } from "./is-our-cost-unknown.ts";
import { mainCause } from "./main-cause.ts";

/** What narrow tables leave out of their columns, below the name of a row. */
export function ReconciledDetail({ row }: { row: Omit<CauseSums, "cause"> & { causes: CauseSums[] } }) {
  return (
    <span className="block text-xs font-normal text-subtle @4xl:hidden">
      <span className="block truncate">{mainCause(row)}</span>
      <ReconciledFigures row={row} />
    </span>
  );
}

/** The figures alone of what narrow tables leave out. */
export function ReconciledFigures({ row }: { row: Omit<CauseSums, "cause"> }) {
  const ours = isOurCostUnknown(row) ? "unknown" : formatUsd(row.our_cost);
  return (
    <span className="figures block text-xs font-normal text-subtle @2xl:hidden">
      <span className="whitespace-nowrap">Ours {ours} · </span>
      <span className="whitespace-nowrap">LibreChat {formatUsd(row.librechat_cost)} · </span>
      <span className="whitespace-nowrap">{formatQuantity(row.interaction_count, "call")}</span>
    </span>
  );
}
