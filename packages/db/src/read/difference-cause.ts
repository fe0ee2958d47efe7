import type { DifferenceCause } from "@voygent/contracts";

import { costsTheSame } from "../librechat-sums.ts";
import { hasLibrechatCost, librechatCost, notesOfRow } from "./labels-of-rows.ts";

/** The causes that LibreChat's notes name, in the order in which they are decided. */
const NOTED = [
  "agent_model",
  "default_rate",
  "cache_overlap_corrected",
  "cache_overlap_suspect",
  "cancel_surcharge",
] as const satisfies DifferenceCause[];

/** SQL of the cause that notes, SQL as well, name first; NULL when they name none. Names hold no quotation mark without a backslash. */
const notedCause = (notes: string): string =>
  `CASE ${NOTED.map((cause) => `WHEN instr(${notes}, '"${cause}"') > 0 THEN '${cause}'`).join(" ")} END`;

/** SQL of the cause that the notes of a row of labels with this alias name; NULL when they name none. */
export const notedCauseOf = (row: string): string => notedCause(`${row}.librechat_notes`);

/** The causes under which interactions may count; any, where none is named. */
export type CauseFilter = { cause?: DifferenceCause[] | undefined };

const isWanted = (cause: string, parameter: string) =>
  `${cause} IN (SELECT value FROM json_each(${parameter}, '$.cause'))`;

/** SQL that is true of an interaction with this alias whose cause is wanted; `parameter` holds the filter as JSON. */
export const causeMatches = (row: string, parameter: string): string =>
  isWanted(
    `(CASE WHEN NOT ${hasLibrechatCost(row)} THEN 'not_charged'
      WHEN ${row}.cost_status IN ('unpriced', 'usage_unknown') THEN 'missing_rate'
      ELSE coalesce(${notedCause(notesOfRow(row))}, iif(${costsTheSame(row, librechatCost(row))}, 'equal', 'other_price')) END)`,
    parameter,
  );

/** SQL of how many interactions of a row of labels with this alias have a cause that is wanted. */
export function causeCount(row: string, parameter: string): string {
  const counted = (cause: string, count: string) => `iif(${isWanted(cause, parameter)}, ${count}, 0)`;
  const known = `(${row}.interaction_count - ${row}.unpriced_count)`;
  return `iif(NOT ${row}.has_librechat_cost, ${counted("'not_charged'", `${row}.interaction_count`)},
    ${counted("'missing_rate'", `${row}.unpriced_count`)} + iif(${notedCauseOf(row)} IS NOT NULL,
      ${counted(notedCauseOf(row), known)},
      ${counted("'equal'", `${row}.equal_count`)} + ${counted("'other_price'", `${known} - ${row}.equal_count`)}))`;
}

/** What is summed of rows of labels to tell the causes apart. */
const SUMMED = [
  "interaction_count",
  "unpriced_count",
  "ai_tokens_cost_nano_usd",
  "librechat_cost_nano_usd",
  "unpriced_librechat_cost_nano_usd",
  "equal_count",
  "equal_cost_nano_usd",
  "equal_librechat_cost_nano_usd",
];

/** The select list that `partsByCause` needs of rows of labels with this alias, whose first two columns have to be grouped by. */
export const comparedSums = (row: string): string =>
  [
    `${row}.has_librechat_cost AS has_librechat_cost`,
    `${notedCauseOf(row)} AS noted_cause`,
    ...SUMMED.map((column) => `SUM(${row}.${column}) AS ${column}`),
  ].join(", ");

const KNOWN = "interaction_count - unpriced_count";
const KNOWN_FIGURES = "librechat_cost_nano_usd - unpriced_librechat_cost_nano_usd";

/** For each kind of cause: which sums have it, the cause, how many calls, how many of unknown cost, our costs and LibreChat's figures. */
const PARTS: [condition: string, cause: string, count: string, unpriced: string, ours: string, theirs: string][] = [
  ["NOT has_librechat_cost", "'not_charged'", "interaction_count", "unpriced_count", "ai_tokens_cost_nano_usd", "0"],
  ["has_librechat_cost", "'missing_rate'", "unpriced_count", "unpriced_count", "0", "unpriced_librechat_cost_nano_usd"],
  [
    "has_librechat_cost AND noted_cause IS NOT NULL",
    "noted_cause",
    KNOWN,
    "0",
    "ai_tokens_cost_nano_usd",
    KNOWN_FIGURES,
  ],
  [
    "has_librechat_cost AND noted_cause IS NULL",
    "'equal'",
    "equal_count",
    "0",
    "equal_cost_nano_usd",
    "equal_librechat_cost_nano_usd",
  ],
  [
    "has_librechat_cost AND noted_cause IS NULL",
    "'other_price'",
    `${KNOWN} - equal_count`,
    "0",
    "ai_tokens_cost_nano_usd - equal_cost_nano_usd",
    `${KNOWN_FIGURES} - equal_librechat_cost_nano_usd`,
  ],
];

/**
 * SQL that takes sums (a table with `columns` and those of `comparedSums`) apart by cause: `columns`, `cause`, `interaction_count`,
 * `unpriced_count`, `librechat_count`, `our_cost_nano_usd`, `librechat_cost_nano_usd`. Each call counts under one cause.
 */
export const partsByCause = (table: string, columns: string): string =>
  PARTS.map(
    ([condition, cause, count, unpriced, ours, theirs]) =>
      `SELECT ${columns}, ${cause} AS cause, ${count} AS interaction_count, ${unpriced} AS unpriced_count,
         iif(has_librechat_cost, ${count}, 0) AS librechat_count, ${ours} AS our_cost_nano_usd,
         ${theirs} AS librechat_cost_nano_usd
       FROM ${table} WHERE ${condition} AND ${count} > 0`,
  ).join(" UNION ALL ");
