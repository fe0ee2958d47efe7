import type { ListedRate } from "../../api/pricing-schema.ts";
import { unitHeading } from "../../format/prices.ts";
import { orderUnits } from "./order-units.ts";
import { PriceCell } from "./price-cell.tsx";

/** All prices of a rate, one a line, for tables too narrow for a column each. */
export function UnitPrices({ rate: { prices, is_free: isFree } }: { rate: ListedRate }) {
  const units = orderUnits(Object.keys(prices));
  if (units.length === 0) return <span className="block text-subtle">{isFree ? "Free" : "—"}</span>;
  return (
    <dl className="grid w-full max-w-56 grid-cols-[1fr_auto] gap-x-4 gap-y-0.5">
      {units.map((unit) => (
        <div key={unit} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{unitHeading(unit)}</dt>
          <dd className="text-right">
            <PriceCell unit={unit} price={prices[unit]} isFree={isFree} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
