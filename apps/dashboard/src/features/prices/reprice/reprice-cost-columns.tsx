import type { RepriceRun } from "../../../api/pricing-schema.ts";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { RepriceCost } from "./reprice-cost.tsx";

/** What a run, or one of its models, cost before and after. */
type Costs = Pick<RepriceRun, "cost_before" | "cost_after" | "unpriced_before" | "unpriced_after" | "interactions">;

/** The cost before a run and after it. */
export const COST_COLUMNS: TableColumn<Costs>[] = [
  {
    id: "before",
    header: "Before",
    align: "right",
    cell: ({ cost_before: before, unpriced_before: unpriced, interactions }) => (
      <RepriceCost amount={before} unpriced={unpriced} interactions={interactions} />
    ),
  },
  {
    id: "after",
    header: "After",
    align: "right",
    cell: ({ cost_after: after, unpriced_after: unpriced, interactions }) => (
      <RepriceCost amount={after} unpriced={unpriced} interactions={interactions} />
    ),
  },
];
