import { formatExactUsd, formatUsd } from "../../format/money.ts";
import { cn } from "../../ui/cn.ts";

/** Our cost less LibreChat's, with its sign; null where ours is unknown. */
export function Difference({ amount, className }: { amount: string | null; className?: string }) {
  if (amount === null) {
    return (
      <span className={cn("text-subtle", className)} title="Our cost is unknown">
        —
      </span>
    );
  }
  const sign = Number(amount) > 0 ? "+" : "";
  return (
    <span
      className={cn("figures", Number(amount) === 0 && "text-subtle", className)}
      title={`${sign}${formatExactUsd(amount)}`}
    >
      {sign}
      {formatUsd(amount)}
    </span>
  );
}
