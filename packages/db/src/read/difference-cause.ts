import { DifferenceCause } from "@voygent/contracts";

/** Each of our four kinds of tokens is rounded to a nano-dollar by half of one at most, and so is LibreChat's figure. */
const ROUNDING_NANO_USD = 3;

/** What is true of rows of labels (with this alias) with the cause. Calls in one row cannot be told apart. */
const conditionsOf = (row: string): Record<DifferenceCause, string> => ({
  not_charged: `NOT ${row}.has_librechat_cost`,
  missing_rate: `${row}.unpriced_count > 0`,
  agent_model: hasNote(row, "agent_model"),
  default_rate: hasNote(row, "default_rate"),
  cache_overlap_corrected: hasNote(row, "cache_overlap_corrected"),
  cache_overlap_suspect: hasNote(row, "cache_overlap_suspect"),
  cancel_surcharge: hasNote(row, "cancel_surcharge"),
  equal: `abs(${row}.ai_tokens_cost_nano_usd - ${row}.librechat_cost_nano_usd) <= ${ROUNDING_NANO_USD} * ${row}.interaction_count`,
  other_price: "true",
});

/** Notes are JSON, in which no name can hold a quotation mark without a backslash before it. */
function hasNote(row: string, note: string): string {
  return `instr(${row}.librechat_notes, '"${note}"') > 0`;
}

/** SQL of the cause of a row of labels with this alias: the first whose condition is true. */
export function causeOf(row: string): string {
  const conditions = conditionsOf(row);
  return `CASE ${DifferenceCause.options.map((cause) => `WHEN ${conditions[cause]} THEN '${cause}'`).join(" ")} END`;
}

/** The causes under which interactions may count; any, where none is named. */
export type CauseFilter = { cause?: DifferenceCause[] | undefined };

/** SQL that is true of a row of labels with this alias whose cause is wanted; `parameter` holds the filter as JSON. */
export const causeMatches = (row: string, { cause }: CauseFilter, parameter: string): string =>
  cause === undefined ? "true" : `${causeOf(row)} IN (SELECT value FROM json_each(${parameter}, '$.cause'))`;
