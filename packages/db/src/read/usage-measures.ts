import { measureColumns } from "../write/measure-columns.ts";

/** Summed measures as a statement answers them. Costs are texts of whole nano-dollars, since they may pass 2^53. */
export type MeasureSums = {
  interaction_count: number;
  error_count: number;
  unpriced_count: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  reasoning_tokens: number;
  ai_tokens_cost_nano_usd: string;
  db_ops_cost_nano_usd: string;
  api_calls_cost_nano_usd: string;
  compute_time_cost_nano_usd: string;
};

const columns = measureColumns.split(", ");
const isCost = (column: string) => column.endsWith("_cost_nano_usd");

/** `SUM(…) AS …` for every measure of the table with this alias; with a minus, turned around. */
export const measureSums = (alias: string, sign: "" | "-" = ""): string =>
  columns
    .map((column) => {
      const sum = `${sign}SUM(${alias}.${column})`;
      return `${isCost(column) ? `CAST(${sum} AS TEXT)` : sum} AS ${column}`;
    })
    .join(", ");

/** `SUM(…) AS …` for every measure, costs as integers, for statements that go on computing with them. */
export const integerMeasureSums = (alias: string): string =>
  columns.map((column) => `SUM(${alias}.${column}) AS ${column}`).join(", ");

/** Every measure column of the table with this alias, as it is. */
export const plainMeasures = (alias: string): string => columns.map((column) => `${alias}.${column}`).join(", ");

/** A zero for every measure, in the same order. */
export const noMeasures = columns.map(() => "0").join(", ");

/** Every measure of one row of the table with this alias; the names that the answer carries get the prefix. */
export const measuresOf = (alias: string, prefix = ""): string =>
  columns
    .map((column) => {
      const value = `${alias}.${column}`;
      return `${isCost(column) ? `CAST(${value} AS TEXT)` : value} AS ${prefix}${column}`;
    })
    .join(", ");

/** The sum of the four costs of one row of the table with this alias. */
export const totalCost = (alias: string): string =>
  columns
    .filter(isCost)
    .map((column) => `${alias}.${column}`)
    .join(" + ");
