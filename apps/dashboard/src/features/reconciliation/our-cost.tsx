import { formatQuantity } from "../../format/counts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Money } from "../../ui/money.tsx";
import { isOurCostUnknown } from "./is-our-cost-unknown.ts";

/** Our cost; a word where all of it is unknown, and a mark where some is. */
export function OurCost({ sums }: { sums: { our_cost: string; unpriced_count: number } }) {
  const { our_cost: ourCost, unpriced_count: unpricedCount } = sums;
  const title = `${formatQuantity(unpricedCount, "call")} of unknown cost not included`;
  if (isOurCostUnknown(sums)) {
    return (
      <Badge tone="warn" title={title}>
        Unknown
      </Badge>
    );
  }
  return (
    <span className="inline-flex items-center gap-1">
      {unpricedCount > 0 && (
        <span role="img" aria-label={title} title={title} className="relative z-10 text-warn">
          *
        </span>
      )}
      <Money amount={ourCost} />
    </span>
  );
}
