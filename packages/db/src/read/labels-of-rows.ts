import { QUARTER_HOUR_MS } from "@voygent/contracts";

import type { LabelSql } from "./label-filter.ts";
import { costsTheSame, LIBRECHAT_COLUMNS } from "../librechat-sums.ts";
import { LABEL_COLUMNS, LABEL_KEY } from "../write/label-key.ts";
import { measureColumns } from "../write/measure-columns.ts";

/** LibreChat's own figures above this, in USD, are no figures: their sums would not fit. */
export const MAX_LIBRECHAT_USD = 1_000_000;

/**
 * A name is a text without backslashes, control characters and halves of characters: none of those is left in its JSON, but
 * for a backslash before a quotation mark.
 */
const isName = (json: string) => String.raw`instr(replace(${json}, '\"', ''), '\') = 0`;

const textAt = (row: string, path: string) =>
  `iif(json_type(${row}.metadata, '${path}') = 'text' AND ${isName(`${row}.metadata->'${path}'`)}, ${row}.metadata->>'${path}', '')`;

const namesAt = (row: string, path: string) =>
  `SELECT value AS name FROM json_each(${row}.metadata, '${path}')
   WHERE json_type(${row}.metadata, '${path}') IN ('array', 'text') AND type = 'text'
     AND ${isName(`${row}.metadata->fullkey`)}`;

const sortedNames = (names: string) =>
  `(SELECT json_group_array(name) FROM (SELECT DISTINCT name FROM (${names}) WHERE name <> '' ORDER BY name))`;

/** SQL of the labels of interactions with this alias. */
export const labelsOfRow = (row: string): LabelSql => ({
  agent: `coalesce(nullif(${textAt(row, "$.agent_id")}, ''), ${textAt(row, "$.agent_name")})`,
  endpoint: textAt(row, "$.endpoint"),
  tools: sortedNames(`${namesAt(row, "$.tool_names")} UNION ${namesAt(row, "$.tool_name")}`),
});

/** SQL of LibreChat's notes of interactions with this alias. */
export const notesOfRow = (row: string): string => sortedNames(namesAt(row, "$.librechat_notes"));

/** SQL of whether LibreChat has told its own figure of interactions with this alias. */
export const hasLibrechatCost = (row: string): string =>
  `coalesce(json_type(${row}.metadata, '$.librechat_cost_usd') IN ('integer', 'real')
    AND ${row}.metadata->>'$.librechat_cost_usd' BETWEEN 0 AND ${MAX_LIBRECHAT_USD}, 0)`;

/** SQL of LibreChat's own figure of interactions with this alias in nano-dollars, 0 where it has told none. */
export const librechatCost = (row: string): string =>
  `iif(${hasLibrechatCost(row)}, CAST(round((${row}.metadata->>'$.librechat_cost_usd') * 1e9) AS INTEGER), 0)`;

/** SQL of the sums that one interaction with this alias counts for, by their columns. */
function librechatSumsOfRow(row: string): Record<(typeof LIBRECHAT_COLUMNS)[number], string> {
  const figure = librechatCost(row);
  const isEqual = `(${hasLibrechatCost(row)} AND ${costsTheSame(row, figure)})`;
  return {
    librechat_cost_nano_usd: figure,
    unpriced_librechat_cost_nano_usd: `iif(${row}.cost_status IN ('unpriced', 'usage_unknown'), ${figure}, 0)`,
    equal_count: isEqual,
    equal_cost_nano_usd: `iif(${isEqual}, coalesce(${row}.ai_tokens_cost_nano_usd, 0), 0)`,
    equal_librechat_cost_nano_usd: `iif(${isEqual}, ${figure}, 0)`,
  };
}

const token = (kind: string) => `coalesce(row.usage->>'$.tokens.${kind}', 0)`;

const VALUES: Record<string, string> = {
  ...labelsOfRow("row"),
  librechat_notes: notesOfRow("row"),
  has_librechat_cost: hasLibrechatCost("row"),
  agent_name: textAt("row", "$.agent_name"),
  ...librechatSumsOfRow("row"),
  interaction_count: "1",
  error_count: "row.status = 'error'",
  unpriced_count: "row.cost_status IN ('unpriced', 'usage_unknown')",
  input_tokens: token("input"),
  output_tokens: token("output"),
  cache_read_tokens: token("cache_read"),
  cache_write_tokens: token("cache_write"),
  reasoning_tokens: token("reasoning"),
  ai_tokens_cost_nano_usd: "coalesce(row.ai_tokens_cost_nano_usd, 0)",
};

const COLUMNS = [...LABEL_COLUMNS, "agent_name", ...LIBRECHAT_COLUMNS, ...measureColumns.split(", ")]
  .map((column) => `${VALUES[column] ?? `row.${column}`} AS ${column}`)
  .join(", ");

/** SQL that is true of interactions (alias `row`) that may have a row in `usage_labels`. */
export const MAY_HAVE_LABELS = `row.metadata IS NOT NULL AND coalesce(${[
  "agent_id",
  "agent_name",
  "endpoint",
  "tool_names",
  "tool_name",
  "librechat_notes",
  "librechat_cost_usd",
]
  .map((name) => `row.metadata->>'$.${name}'`)
  .join(", ")}) IS NOT NULL`;

/** SQL that is true of a row with the columns of `LABELLED_COLUMNS` that has any label. */
export const HAS_LABELS =
  "(agent <> '' OR endpoint <> '' OR tools <> '[]' OR librechat_notes <> '[]' OR has_librechat_cost)";

/** SQL of the quarter hour in which interactions with this alias happened. */
export const quarterHourOf = (row: string): string =>
  `CAST(floor(${row}.occurred_at_ms / ${QUARTER_HOUR_MS}.0) AS INTEGER)`;

/** SQL that is true of a row of `usage_labels` (alias `labelled`) in which an interaction with this alias is counted, by primary key. */
export function isCountedIn(interaction: string): string {
  const labels = labelsOfRow(interaction);
  const values: Record<(typeof LABEL_COLUMNS)[number], string> = {
    ...labels,
    librechat_notes: notesOfRow(interaction),
    has_librechat_cost: hasLibrechatCost(interaction),
  };
  return LABEL_KEY.map((column) => {
    if (column === "quarter_hour") return `labelled.quarter_hour = ${quarterHourOf(interaction)}`;
    const label = LABEL_COLUMNS.find((name) => name === column);
    return `labelled.${column} = ${label === undefined ? `${interaction}.${column}` : values[label]}`;
  }).join(" AND ");
}

/**
 * The select list that gives interactions (alias `row`) the columns of `usage_labels`: what `labelsOfMetadata` of the tracker
 * reads when an interaction is recorded.
 */
export const LABELLED_COLUMNS = `row.occurred_at_ms, row.user_id, row.provider, row.model, row.type, row.status, row.source,
  row.environment, ${COLUMNS}`;
