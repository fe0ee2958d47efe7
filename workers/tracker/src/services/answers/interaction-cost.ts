import { type InteractionCost, MatchedBy, PriceFlag, readCostStatus } from "@voygent/contracts";
import { formatNanoUsd, readServiceTier } from "@voygent/cost";
import type { InteractionRow } from "@voygent/db";
import * as z from "zod";

const StoredMatch = MatchedBy.nullable();

const StoredBasis = z.object({ flags: z.array(PriceFlag).default([]) });

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
  | "serviceTier"
  | "costBasis"
>;

const NO_BASIS: z.output<typeof StoredBasis> = { flags: [] };

/** The cost of a stored interaction as it is answered. */
export function interactionCost(row: CostColumns): InteractionCost {
  const { aiTokensCostNanoUsd: ai, dbOpsCostNanoUsd, apiCallsCostNanoUsd, computeTimeCostNanoUsd } = row;
  const basis = row.costBasis === null ? NO_BASIS : StoredBasis.parse(JSON.parse(row.costBasis));
  return {
    ai_tokens: ai === null ? null : formatNanoUsd(ai),
    db_ops: formatNanoUsd(dbOpsCostNanoUsd),
    api_calls: formatNanoUsd(apiCallsCostNanoUsd),
    compute_time: formatNanoUsd(computeTimeCostNanoUsd),
    total: formatNanoUsd((ai ?? 0) + dbOpsCostNanoUsd + apiCallsCostNanoUsd + computeTimeCostNanoUsd),
    currency: "USD",
    ...readCostStatus(row.costStatus),
    source: row.priceSource,
    rate_id: row.rateId,
    matched_by: StoredMatch.parse(row.matchedBy),
    calculation_version: row.calculationVersion,
    service_tier: readServiceTier(row.serviceTier) ?? "standard",
    flags: basis.flags,
  };
}
