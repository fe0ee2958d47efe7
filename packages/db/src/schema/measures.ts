import { integer } from "drizzle-orm/sqlite-core";

/** The columns of the sums that totals of all kinds have. */
export const measures = () => ({
  interactionCount: integer("interaction_count").notNull(),
  errorCount: integer("error_count").notNull(),
  unpricedCount: integer("unpriced_count").notNull(),
  inputTokens: integer("input_tokens").notNull(),
  outputTokens: integer("output_tokens").notNull(),
  cacheReadTokens: integer("cache_read_tokens").notNull(),
  cacheWriteTokens: integer("cache_write_tokens").notNull(),
  reasoningTokens: integer("reasoning_tokens").notNull(),
  aiTokensCostNanoUsd: integer("ai_tokens_cost_nano_usd").notNull(),
  dbOpsCostNanoUsd: integer("db_ops_cost_nano_usd").notNull(),
  apiCallsCostNanoUsd: integer("api_calls_cost_nano_usd").notNull(),
  computeTimeCostNanoUsd: integer("compute_time_cost_nano_usd").notNull(),
});
