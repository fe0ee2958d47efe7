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

const COLUMNS: [keyof Measures, string][] = [
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
];

/** The names of the measure columns, for a column list. */
export const measureColumns = COLUMNS.map(([, column]) => column).join(", ");

/** `column = table.column + excluded.column` for every measure. */
export const addMeasures = (table: string): string =>
  COLUMNS.map(([, column]) => `${column} = ${table}.${column} + excluded.${column}`).join(", ");

/** The measures as they travel: numbers in column order. */
export const measureValues = (measures: Measures): number[] => COLUMNS.map(([key]) => measures[key]);

/** `value->>n` for `count` consecutive places of a JSON array, from place `first` on. */
export const places = (first: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `value->>${first + index}`).join(", ");

/** How many measures there are. */
export const MEASURE_COUNT = COLUMNS.length;
