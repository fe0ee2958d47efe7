import {
  type Feedback,
  type Interaction,
  InteractionStatus,
  InteractionType,
  MatchedBy,
  PriceFlag,
  readCostStatus,
  StoredUsage,
} from "@voygent/contracts";
import { formatNanoUsd, readServiceTier } from "@voygent/cost";
import type { ListedInteractionRow } from "@voygent/db";
import * as z from "zod";

import { toInstant } from "./session-of-row.ts";

const StoredBasis = z.object({ flags: z.array(PriceFlag).default([]) });

const StoredMetadata = z.record(z.string(), z.json());

const orNull = (text: string) => (text === "" ? null : text);

function costOf(row: ListedInteractionRow): Interaction["cost"] {
  const aiTokens = row.ai_tokens_cost_nano_usd;
  const others = row.db_ops_cost_nano_usd + row.api_calls_cost_nano_usd + row.compute_time_cost_nano_usd;
  return {
    ai_tokens: aiTokens === null ? null : formatNanoUsd(aiTokens),
    db_ops: formatNanoUsd(row.db_ops_cost_nano_usd),
    api_calls: formatNanoUsd(row.api_calls_cost_nano_usd),
    compute_time: formatNanoUsd(row.compute_time_cost_nano_usd),
    // An unknown AI cost adds nothing; `status` says so.
    total: formatNanoUsd(BigInt(aiTokens ?? 0) + BigInt(others)),
    currency: "USD",
    ...readCostStatus(row.cost_status),
    source: row.price_source,
    rate_id: row.rate_id,
    matched_by: row.matched_by === null ? null : MatchedBy.parse(row.matched_by),
    calculation_version: row.calculation_version,
    service_tier: readServiceTier(row.service_tier) ?? "standard",
    flags: row.cost_basis === null ? [] : StoredBasis.parse(JSON.parse(row.cost_basis)).flags,
  };
}

/** A stored interaction as it is answered, with what was said of it. */
export function interactionOfRow(row: ListedInteractionRow, feedback: Feedback[]): Interaction {
  const { tokens, units, other_units, db, api_calls, compute } = StoredUsage.parse(JSON.parse(row.usage));
  return {
    id: row.id,
    session_id: row.session_id,
    user_id: row.user_id,
    type: InteractionType.parse(row.type),
    status: InteractionStatus.parse(row.status),
    timestamp: toInstant(row.occurred_at_ms),
    received_at: toInstant(row.received_at_ms),
    provider: orNull(row.provider),
    model: orNull(row.model),
    service_tier: orNull(row.service_tier),
    source: row.source,
    environment: row.environment,
    duration_ms: row.duration_ms,
    ttft_ms: row.ttft_ms,
    tokens: tokens ?? {},
    units,
    ...(other_units !== undefined && { other_units }),
    db,
    api_calls,
    compute,
    metadata: row.metadata === null ? null : StoredMetadata.parse(JSON.parse(row.metadata)),
    cost: costOf(row),
    reported_cost: row.reported_cost_nano_usd === null ? null : formatNanoUsd(row.reported_cost_nano_usd),
    feedback,
    archived: row.archived === 1,
  };
}
