import type { UsageTotals } from "@voygent/contracts";
import { formatNanoUsd } from "@voygent/cost";
import type { MeasureSums } from "@voygent/db";

/** What usage costs, in nano-dollars by category. */
export type CostSums = { aiTokens: bigint; dbOps: bigint; apiCalls: bigint; computeTime: bigint };

/** Added up usage. */
export type UsageSums = {
  interactionCount: number;
  errorCount: number;
  unpricedCount: number;
  tokens: { input: number; output: number; cacheRead: number; cacheWrite: number; reasoning: number };
  cost: CostSums;
};

/** No usage at all. */
export const noUsage = (): UsageSums => ({
  interactionCount: 0,
  errorCount: 0,
  unpricedCount: 0,
  tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
  cost: { aiTokens: 0n, dbOps: 0n, apiCalls: 0n, computeTime: 0n },
});

/** A row of sums, as a statement answers it. */
export const sumsOfRow = (row: MeasureSums): UsageSums => ({
  interactionCount: row.interaction_count,
  errorCount: row.error_count,
  unpricedCount: row.unpriced_count,
  tokens: {
    input: row.input_tokens,
    output: row.output_tokens,
    cacheRead: row.cache_read_tokens,
    cacheWrite: row.cache_write_tokens,
    reasoning: row.reasoning_tokens,
  },
  cost: {
    aiTokens: BigInt(row.ai_tokens_cost_nano_usd),
    dbOps: BigInt(row.db_ops_cost_nano_usd),
    apiCalls: BigInt(row.api_calls_cost_nano_usd),
    computeTime: BigInt(row.compute_time_cost_nano_usd),
  },
});

/** Two sums together. */
export const addSums = (left: UsageSums, right: UsageSums): UsageSums => ({
  interactionCount: left.interactionCount + right.interactionCount,
  errorCount: left.errorCount + right.errorCount,
  unpricedCount: left.unpricedCount + right.unpricedCount,
  tokens: {
    input: left.tokens.input + right.tokens.input,
    output: left.tokens.output + right.tokens.output,
    cacheRead: left.tokens.cacheRead + right.tokens.cacheRead,
    cacheWrite: left.tokens.cacheWrite + right.tokens.cacheWrite,
    reasoning: left.tokens.reasoning + right.tokens.reasoning,
  },
  cost: {
    aiTokens: left.cost.aiTokens + right.cost.aiTokens,
    dbOps: left.cost.dbOps + right.cost.dbOps,
    apiCalls: left.cost.apiCalls + right.cost.apiCalls,
    computeTime: left.cost.computeTime + right.cost.computeTime,
  },
});

/** The sum of the four categories, in nano-dollars. */
export const totalCostNanoUsd = ({ aiTokens, dbOps, apiCalls, computeTime }: CostSums): bigint =>
  aiTokens + dbOps + apiCalls + computeTime;

/** Input and output tokens. */
export const totalTokens = ({ tokens }: UsageSums): number => tokens.input + tokens.output;

/** Sums as they are answered. */
export function toUsageTotals(sums: UsageSums): UsageTotals {
  const { tokens, cost } = sums;
  return {
    interaction_count: sums.interactionCount,
    error_count: sums.errorCount,
    unpriced_count: sums.unpricedCount,
    tokens: {
      input: tokens.input,
      output: tokens.output,
      cache_read: tokens.cacheRead,
      cache_write: tokens.cacheWrite,
      reasoning: tokens.reasoning,
      total: totalTokens(sums),
    },
    cost: {
      ai_tokens: formatNanoUsd(cost.aiTokens),
      db_ops: formatNanoUsd(cost.dbOps),
      api_calls: formatNanoUsd(cost.apiCalls),
      compute_time: formatNanoUsd(cost.computeTime),
      total: formatNanoUsd(totalCostNanoUsd(cost)),
    },
  };
}
