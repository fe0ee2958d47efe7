import type { UnitRate } from "../../api/pricing-schema.ts";
import { formatCompact, formatCount } from "../../format/counts.ts";
import { formatPrice } from "../../format/prices.ts";

/** The price of one unit with its context tiers below; a dash when there is none. */
export function PriceCell({ unit, price, isFree }: { unit: string; price: UnitRate | undefined; isFree?: boolean }) {
  if (price === undefined) return <span className="text-subtle">{isFree === true ? "Free" : "—"}</span>;
  return (
    <span className="figures inline-flex flex-col items-end leading-4.5">
      <span>{formatPrice(price.base, unit)}</span>
      {price.tiers.map(({ above_input_tokens: above, inclusive, price: tierPrice }) => (
        <span
          key={above}
          className="text-2xs whitespace-nowrap text-subtle"
          title={`For the whole call, ${inclusive ? "from" : "above"} ${formatCount(above)} input tokens ${inclusive ? "on" : ""}`}
        >
          {inclusive ? "≥" : ">"}
          {formatCompact(above)} {formatPrice(tierPrice, unit)}
        </span>
      ))}
    </span>
  );
}
