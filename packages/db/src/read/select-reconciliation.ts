import type { DifferenceCause } from "@voygent/contracts";

import { comparedSums, partsByCause } from "./difference-cause.ts";
import { closedLabels, liveLabels } from "./labels-in-periods.ts";
import { HAS_LABELS } from "./labels-of-rows.ts";
import { prepareWith } from "./prepare-with.ts";
import type { UsageFilter } from "./usage-filter.ts";
import { type BucketDays, periodParameters, WITH_PERIODS } from "./usage-periods.ts";

/**
 * What one source reported in one bucket, or of one model in the whole range, with one cause of a difference. Of a bucket
 * the provider and the model are empty, of a model the bucket is. Costs are texts of whole nano-dollars; ours are those of
 * tokens, which is what LibreChat charges.
 */
export type ReconciliationRow = {
  part: "bucket" | "model";
  bucket: string;
  provider: string;
  model: string;
  source: string;
  cause: DifferenceCause;
  interaction_count: number;
  unpriced_count: number;
  librechat_count: number;
  our_cost_nano_usd: string;
  librechat_cost_nano_usd: string;
};

type ReconciliationQuery = BucketDays & { filter: UsageFilter };

const SUMS = ["interaction_count", "unpriced_count", "librechat_count"]
  .map((column) => `SUM(judged.${column}) AS ${column}`)
  .concat(
    ["our_cost_nano_usd", "librechat_cost_nano_usd"].map(
      (column) => `CAST(SUM(judged.${column}) AS TEXT) AS ${column}`,
    ),
  )
  .join(", ");

/** Reads each row once, and sums it by bucket and by model. */
const reconcile = ({ rows, condition }: { rows: string; condition: string }) => `${WITH_PERIODS},
  compared AS MATERIALIZED (
    SELECT periods.bucket AS bucket, usage.provider AS provider, usage.model AS model, usage.source AS source,
      ${comparedSums("usage")}
    FROM ${rows} WHERE ${condition} AND ${HAS_LABELS} GROUP BY 1, 2, 3, 4, 5, 6
  ), judged AS MATERIALIZED (${partsByCause("compared", "bucket, provider, model, source")})
  SELECT 'bucket' AS part, judged.bucket AS bucket, '' AS provider, '' AS model, judged.source AS source,
    judged.cause AS cause, ${SUMS}
  FROM judged GROUP BY judged.bucket, judged.source, judged.cause
  UNION ALL
  SELECT 'model', '', judged.provider, judged.model, judged.source, judged.cause, ${SUMS}
  FROM judged GROUP BY judged.provider, judged.model, judged.source, judged.cause`;

/** Sums what has labels in all periods (`every`) or those that are not closed (`open`), with what LibreChat has told of it. */
export function selectLiveReconciliation(
  database: D1Database,
  { filter, which, ...days }: ReconciliationQuery & { which: "every" | "open" },
) {
  return prepareWith(database, reconcile(liveLabels(filter, which)), [
    ...periodParameters(days),
    JSON.stringify(filter),
  ]);
}

/** The same of the closed periods, which must be those of UTC. */
export function selectClosedReconciliation(database: D1Database, { filter, ...days }: ReconciliationQuery) {
  return prepareWith(database, reconcile(closedLabels(filter)), [...periodParameters(days), JSON.stringify(filter)]);
}
