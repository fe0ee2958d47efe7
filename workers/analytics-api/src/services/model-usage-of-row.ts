import type { ModelUsage } from "@voygent/contracts";
import type { ModelUsageRow } from "@voygent/db";

import { sumsOfRow, toUsageTotals } from "./usage-sums.ts";

/** The usage of one model as it is answered. */
export const modelUsageOfRow = (row: ModelUsageRow): ModelUsage => ({
  provider: row.provider === "" ? null : row.provider,
  model: row.model === "" ? null : row.model,
  ...toUsageTotals(sumsOfRow(row)),
});
