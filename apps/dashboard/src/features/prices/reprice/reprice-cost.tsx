import { Badge } from "../../../ui/badge.tsx";
import { Money } from "../../../ui/money.tsx";

/** A cost before or after a run; a word where the cost of none of its interactions was, or is, known. */
export function RepriceCost({
  amount,
  unpriced,
  interactions,
  className = "",
}: {
  amount: string;
  unpriced: number;
  interactions: number;
  className?: string;
}) {
  const isUnknown = unpriced > 0 && unpriced === interactions && Number(amount) === 0;
  return isUnknown ? <Badge tone="warn">Unpriced</Badge> : <Money amount={amount} className={className} />;
}
