import type { CostTotals } from "../../api/schema.ts";

/** What the mark beside a cost means, when one of these sums carries it. */
export function PartialCostLegend({ sums }: { sums: { cost: CostTotals; unpriced_count: number }[] }) {
  const isMarked = sums.some(
    ({ cost, unpriced_count: unpricedCount }) => unpricedCount > 0 && Number(cost.ai_tokens) > 0,
  );
  if (!isMarked) return null;
  return (
    <p className="border-t px-4 py-2 text-xs text-muted">
      <span className="text-warn" aria-hidden>
        *
      </span>{" "}
      without the interactions of unknown cost
    </p>
  );
}
