import { CostStatus, type InteractionCost, MatchedBy } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";
import type { InteractionRow } from "@voygent/db";

const StoredMatch = MatchedBy.nullable();

type CostColumns = Pick<
  InteractionRow,
  | "aiTokensCostNanoUsd"
  | "dbOpsCostNanoUsd"
  | "apiCallsCostNanoUsd"
  | "computeTimeCostNanoUsd"
  | "costStatus"
  | "priceSource"
  | "rateId"
  | "matchedBy"
  | "calculationVersion"
>;

/** The cost of a stored interaction as it is answered. */
export function interactionCost(row: CostColumns): InteractionCost {
  const { aiTokensCostNanoUsd: ai, dbOpsCostNanoUsd, apiCallsCostNanoUsd, computeTimeCostNanoUsd } = row;
  return {
    ai_tokens: ai === null ? null : formatNanoUsd(ai),
    db_ops: formatNanoUsd(dbOpsCostNanoUsd),
    api_calls: formatNanoUsd(apiCallsCostNanoUsd),
    compute_time: formatNanoUsd(computeTimeCostNanoUsd),
    total: formatNanoUsd((ai ?? 0) + dbOpsCostNanoUsd + apiCallsCostNanoUsd + computeTimeCostNanoUsd),
    currency: "USD",
    status: CostStatus.parse(row.costStatus),
    source: row.priceSource,
    rate_id: row.rateId,
    matched_by: StoredMatch.parse(row.matchedBy),
    calculation_version: row.calculationVersion,
  };
}
