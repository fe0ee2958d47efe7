import { timedAgentName } from "../write/label-key.ts";
import { ESTIMATED_TABLES } from "./estimated-row.ts";
import { type Label, labelColumns, LABELS, labelsMatch } from "./label-filter.ts";
import { LABELLED_COLUMNS, quarterHourOf } from "./labels-of-rows.ts";
import type { UsageGroup } from "./select-usage.ts";
import {
  andMatches,
  filteredColumns,
  type Dimension,
  DIMENSIONS,
  MODEL_DIMENSIONS,
  type UsageFilter,
} from "./usage-filter.ts";

/** What to group by: a dimension, a label, or null for one group. */
export type LabelGroup = UsageGroup | Label;

const ROW_DIMENSIONS = DIMENSIONS.filter((column) => column !== "session_id");

const ROWS_OF_SESSIONS = ESTIMATED_TABLES.map(
  ({ interactions }) =>
    `SELECT ${quarterHourOf("row")} AS quarter_hour, ${LABELLED_COLUMNS}
     FROM ${interactions} AS row WHERE row.session_id IN (SELECT value FROM json_each(?3, '$.session_id'))`,
).join(" UNION ALL ");

/**
 * What follows FROM and WHERE after `WITH_PERIODS`: the rows are named `usage`, and `?3` holds the filter as JSON. `agentName`
 * is the `timedAgentName` of a row.
 */
export type LabelsSql = { rows: string; condition: string; agentName: string };

const conditionOf = (filter: UsageFilter, columns: readonly Dimension[]) =>
  `${labelsMatch(labelColumns("usage"), filter, "?3")}${andMatches("usage", filter, "?3", columns)}`;

/**
 * The rows of `usage_labels` in the periods: in all of them (`every`) or those that are not closed (`open`), by a range of
 * its primary key each. Filtered by sessions, which it does not know, the interactions of these instead, by their index.
 */
export function liveLabels(filter: UsageFilter, which: "every" | "open"): LabelsSql {
  const table = filter.session_id === undefined ? "usage_labels" : `(${ROWS_OF_SESSIONS})`;
  return {
    rows: `periods CROSS JOIN ${table} AS usage
      ON usage.quarter_hour >= periods.start_quarter_hour AND usage.quarter_hour < periods.end_quarter_hour`,
    condition: `${which === "every" ? "true" : "NOT periods.is_closed"} AND ${conditionOf(filter, ROW_DIMENSIONS)}`,
    agentName: timedAgentName("usage", "quarter_hour"),
  };
}

/** Whether a question is about labels alone, so that the sums of every UTC offset answer it for finished periods. */
export const isOfLabelsAlone = (filter: UsageFilter, groupBy: LabelGroup): boolean =>
  filteredColumns(filter).length === 0 && (groupBy === null || LABELS.some((label) => label === groupBy));

/** The rows of `local_period_labels` of the closed periods, which are all their usage, by a range of its primary key each. */
export const closedLabelsAlone = (filter: UsageFilter): LabelsSql => ({
  rows: `periods CROSS JOIN local_period_labels AS usage ON usage.utc_offset = periods.utc_offset
    AND usage.quarter_hours = periods.end_quarter_hour - periods.start_quarter_hour
    AND usage.start_quarter_hour = periods.start_quarter_hour`,
  condition: `periods.is_closed AND ${labelsMatch(labelColumns("usage"), filter, "?3")}`,
  agentName: "usage.timed_agent_name",
});

/** The rows of `utc_period_labels` of the closed periods, which must be those of UTC, by a range of its primary key each. */
export const closedLabels = (filter: UsageFilter): LabelsSql => ({
  rows: `periods CROSS JOIN utc_period_labels AS usage
    ON usage.quarter_hours = periods.end_quarter_hour - periods.start_quarter_hour
    AND usage.start_quarter_hour = periods.start_quarter_hour`,
  condition: `periods.is_closed AND ${conditionOf(filter, MODEL_DIMENSIONS)}`,
  agentName: "usage.timed_agent_name",
});
