/** The sums that users, sessions and usage rows carry, in the order in which they travel in a JSON parameter. */
export type Measures = {
  interactionCount: number;
  errorCount: number;
  unpricedCount: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  reasoningTokens: number;
  aiTokensCostNanoUsd: number;
  dbOpsCostNanoUsd: number;
  apiCallsCostNanoUsd: number;
  computeTimeCostNanoUsd: number;
};

const COLUMNS = [
  ["interactionCount", "interaction_count"],
  ["errorCount", "error_count"],
  ["unpricedCount", "unpriced_count"],
  ["inputTokens", "input_tokens"],
  ["outputTokens", "output_tokens"],
  ["cacheReadTokens", "cache_read_tokens"],
  ["cacheWriteTokens", "cache_write_tokens"],
  ["reasoningTokens", "reasoning_tokens"],
  ["aiTokensCostNanoUsd", "ai_tokens_cost_nano_usd"],
  ["dbOpsCostNanoUsd", "db_ops_cost_nano_usd"],
  ["apiCallsCostNanoUsd", "api_calls_cost_nano_usd"],
  ["computeTimeCostNanoUsd", "compute_time_cost_nano_usd"],
] as const satisfies [keyof Measures, string][];

/** The names of the measure columns. */
export const MEASURE_COLUMNS = COLUMNS.map(([, column]) => column);

/** The same as a column list. */
export const measureColumns = MEASURE_COLUMNS.join(", ");

/** `column = table.column + excluded.column` for every measure. */
export const addMeasures = (table: string): string =>
  COLUMNS.map(([, column]) => `${column} = ${table}.${column} + excluded.${column}`).join(", ");

/** The measures as they travel: numbers in column order. */
export const measureValues = (measures: Measures): number[] => COLUMNS.map(([key]) => measures[key]);

/** How many measures there are. */
export const MEASURE_COUNT = COLUMNS.length;
