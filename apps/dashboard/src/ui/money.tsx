import { formatExactUsd, formatUsd } from "../format/money.ts";
import { cn } from "./cn.ts";

/** An amount in US dollars, with the exact one in its title; a null amount has no price and is not zero. */
export function Money({ amount, className }: { amount: string | null; className?: string }) {
  if (amount === null) {
    return (
      <span className={cn("text-subtle", className)} title="No price is known for this model">
        —
      </span>
    );
  }
  return (
    <span className={cn("figures", className)} title={formatExactUsd(amount)}>
      {formatUsd(amount)}
    </span>
  );
}
