import type { CostTotals } from "../../api/schema.ts";

/** Whether a sum has interactions of unknown cost and not one token that was priced: what it adds up to says nothing. */
export const isCostUnknown = (sum: { cost: CostTotals; unpriced_count: number }): boolean =>
  sum.unpriced_count > 0 && Number(sum.cost.ai_tokens) === 0;
