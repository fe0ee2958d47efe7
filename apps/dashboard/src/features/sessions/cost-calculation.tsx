import type { CostExplanation } from "../../api/schema.ts";
import { formatCompact, formatCount } from "../../format/counts.ts";
import { decimalPlaces, withPlaces } from "../../format/decimal.ts";
import { formatExactUsd } from "../../format/money.ts";
import { categoryName } from "../../format/names.ts";
import { formatRate, unitName } from "../../format/prices.ts";

const NANO_PLACES = 9;
const CATEGORIES = ["ai_tokens", "db_ops", "api_calls", "compute_time"] as const;

/** The calculation of a cost: what was used × its price per million = the amount, line by line, exact to the last place. */
export function CostCalculation({ explanation }: { explanation: CostExplanation }) {
  const { lines, cost, discount, discount_usd: discountUsd, stated_usd: statedUsd } = explanation;
  const { rounding_usd: roundingUsd } = explanation;
  const amounts = [...lines.map(({ amount_usd: amount }) => amount), discountUsd, statedUsd, roundingUsd];
  const places = Math.max(NANO_PLACES, ...amounts.map(decimalPlaces));
  const usd = (amount: string) => formatExactUsd(withPlaces(amount, places));
  const isStated = cost.status === "reported";
  const hasRounding = Number(roundingUsd) !== 0;
  return (
    <section aria-label="Calculation" className="@container">
      <h3 className="mb-1.5 text-xs font-semibold">Calculation</h3>
      <table className="w-full text-sm [&_td]:py-0.5 [&_td]:pl-3 [&_th]:py-0.5">
        <thead>
          <tr className="text-xs text-subtle [&>th]:font-medium">
            <th scope="col" className="text-left">
              Used
            </th>
            <th scope="col" className="pl-3 text-right">
              Count
            </th>
            <th scope="col" className="hidden pl-3 text-right @xs:table-cell">
              × per 1M
            </th>
            <th scope="col" className="pl-3 text-right">
              = Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.category} ${line.bucket}`}>
              <th scope="row" className="text-left font-normal">
                {unitName(line.bucket)}
                {line.tier !== null && (
                  <span className="ml-1.5 text-xs text-subtle">
                    {line.tier.inclusive ? "≥" : ">"}
                    {formatCompact(line.tier.above_input_tokens)}
                  </span>
                )}
                <span className="figures block text-2xs text-subtle @xs:hidden">
                  × {formatRate(line.rate_usd_per_million)} per 1M
                </span>
              </th>
              <td className="figures text-right">{formatCount(line.count)}</td>
              <td className="figures hidden text-right text-muted @xs:table-cell">
                {formatRate(line.rate_usd_per_million)}
              </td>
              <td className="figures text-right whitespace-nowrap">{usd(line.amount_usd)}</td>
            </tr>
          ))}
          {lines.length === 0 &&
            !isStated &&
            CATEGORIES.map((category) => (
              <tr key={category}>
                <th scope="row" colSpan={2} className="text-left font-normal text-muted">
                  {categoryName(category)}
                </th>
                <td className="hidden @xs:table-cell" />
                <td className="figures text-right whitespace-nowrap">
                  {cost[category] === null ? (
                    <span className="text-warn">
                      {cost.unpriced_reason === "usage_unknown" ? "not known" : "no price"}
                    </span>
                  ) : (
                    usd(cost[category])
                  )}
                </td>
              </tr>
            ))}
          {isStated && <Remainder name="AI cost as the client stated it" amount={usd(statedUsd)} />}
          {discount !== null && <Remainder name={`Discount, ${discount.percent} %`} amount={usd(discountUsd)} />}
          {hasRounding && <Remainder name="Rounding to the nano-dollar" amount={usd(roundingUsd)} />}
        </tbody>
        <tfoot>
          <tr className="font-medium [&>*]:border-t [&>*]:pt-1.5">
            <th scope="row" colSpan={2} className="text-left font-medium">
              {cost.ai_tokens === null ? "Total without AI tokens" : "Total"}
            </th>
            <td className="hidden @xs:table-cell" />
            <td className="figures text-right whitespace-nowrap">{usd(cost.total)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Remainder({ name, amount }: { name: string; amount: string }) {
  return (
    <tr className="text-muted">
      <th scope="row" colSpan={2} className="text-left font-normal">
        {name}
      </th>
      <td className="hidden @xs:table-cell" />
      <td className="figures text-right whitespace-nowrap">{amount}</td>
    </tr>
  );
}
