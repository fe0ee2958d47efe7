import type { InteractionCost } from "../../api/schema.ts";
import { categoryName } from "../../format/names.ts";
import { formatExactUsd } from "../../format/money.ts";
import { Fact } from "../../ui/fact.tsx";

const CATEGORIES = ["ai_tokens", "db_ops", "api_calls", "compute_time"] as const;

const MATCHES: Record<NonNullable<InteractionCost["matched_by"]>, string> = {
  override: "Your own rate",
  alias: "Your own name for it",
  exact: "The exact model name",
  normalized: "The model name, spelled alike",
  undated: "The model name without its date",
  rule: "A rule of the price list",
  fallback_provider: "The provider behind the gateway",
};

/** The exact cost by category, and where the price came from. */
export function CostExplanation({ cost }: { cost: InteractionCost }) {
  return (
    <section aria-label="Cost by category">
      <h3 className="mb-2.5 text-xs font-semibold">Cost by category</h3>
      <table className="w-full text-sm">
        <tbody>
          {CATEGORIES.map((category) => (
            <tr key={category}>
              <th scope="row" className="py-0.5 text-left font-normal text-muted">
                {categoryName(category)}
              </th>
              <td className="figures py-0.5 text-right">{exactOf(cost[category])}</td>
            </tr>
          ))}
          <tr className="font-medium">
            <th scope="row" className="border-t pt-1.5 text-left font-medium">
              Total
            </th>
            <td className="figures border-t pt-1.5 text-right">{formatExactUsd(cost.total)}</td>
          </tr>
        </tbody>
      </table>
      <h3 className="mt-4 mb-2.5 text-xs font-semibold">Where the price came from</h3>
      {cost.status === "unpriced" && (
        <p className="mb-3 text-sm text-warn">
          No price list knows this model. Its tokens are counted; their cost is not known.
        </p>
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        <Fact name="Source">{cost.source ?? "—"}</Fact>
        <Fact name="Matched by">{cost.matched_by === null ? "—" : MATCHES[cost.matched_by]}</Fact>
        <Fact name="Rate id">
          <span className="font-mono text-xs break-all">{cost.rate_id ?? "—"}</span>
        </Fact>
        <Fact name="Calculation version">
          <span className="figures">{cost.calculation_version}</span>
        </Fact>
      </dl>
    </section>
  );
}

const exactOf = (amount: string | null) =>
  amount === null ? <span className="text-warn">no price</span> : formatExactUsd(amount);
