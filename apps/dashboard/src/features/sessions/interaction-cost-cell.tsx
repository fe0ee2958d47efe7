import type { InteractionCost } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { Money } from "../../ui/money.tsx";

const UNPRICED_TITLES = {
  no_rate: "No price is known for its model",
  usage_unknown: "Nothing was said of what it used",
};

/** The cost of an interaction; one without a price says so instead of showing zero, a reported one is marked. */
export function InteractionCostCell({ cost }: { cost: InteractionCost }) {
  return (
    <span className="inline-flex flex-wrap-reverse items-center justify-end gap-x-1.5">
      {cost.status === "unpriced" && (
        <Badge tone="warn" title={UNPRICED_TITLES[cost.unpriced_reason ?? "no_rate"]}>
          {cost.unpriced_reason === "usage_unknown" ? "Usage unknown" : "Unpriced"}
        </Badge>
      )}
      {cost.status === "reported" && <Badge title="The client's own figure">Reported</Badge>}
      {(cost.status !== "unpriced" || Number(cost.total) > 0) && <Money amount={cost.total} />}
    </span>
  );
}
