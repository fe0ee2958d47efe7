import type { CostTotals } from "../../api/schema.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Badge } from "../../ui/badge.tsx";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { isCostUnknown } from "./is-cost-unknown.ts";

/** A sum of costs, or an amount that is made of it; a mark says that interactions of unknown cost are not in it, a word that no token is. */
export function SessionCost({
  session,
  amount = session.cost.total,
  className,
}: {
  session: { cost: CostTotals; unpriced_count: number };
  amount?: string;
  className?: string;
}) {
  const { unpriced_count: unpricedCount } = session;
  const title = `${formatQuantity(unpricedCount, "interaction")} of unknown cost not included`;
  if (isCostUnknown(session)) {
    return (
      <Badge tone="warn" title={title}>
        Unpriced
      </Badge>
    );
  }
  return (
    <span className={cn("inline-flex items-center gap-1 font-medium", className)}>
      {unpricedCount > 0 && (
        <span role="img" aria-label={title} title={title} className="relative z-10 text-warn">
          *
        </span>
      )}
      <Money amount={amount} />
    </span>
  );
}
