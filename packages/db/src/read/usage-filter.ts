import type { LabelFilter } from "./label-filter.ts";

/** What usage can be filtered by: the columns of `usage_quarter_hours` and of `interactions`. */
export const MODEL_DIMENSIONS = ["provider", "model", "type", "status", "source", "environment"] as const;
export const DIMENSIONS = ["user_id", "session_id", ...MODEL_DIMENSIONS] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/**
 * The values that each column may have; a column that is not named may have any. Labels are no columns: only statements that
 * say so filter by them.
 */
export type UsageFilter = { [Column in Dimension]?: string[] | undefined } & LabelFilter;

/** A range of quarter hours, the end excluded. */
export type QuarterHourRange = { startQuarterHour: number; endQuarterHour: number };

/** The columns that the filter restricts. */
export const filteredColumns = (filter: UsageFilter): Dimension[] =>
  DIMENSIONS.filter((column) => filter[column] !== undefined);

/** `AND column IN (…)` for each of the columns that is filtered; `parameter` holds the filter as JSON. */
export const andMatches = (
  alias: string,
  filter: UsageFilter,
  parameter: string,
  columns: readonly Dimension[] = DIMENSIONS,
): string =>
  columns
    .filter((column) => filter[column] !== undefined)
    .map((column) => ` AND ${alias}.${column} IN (SELECT value FROM json_each(${parameter}, '$.${column}'))`)
    .join("");

/**
 * The users to look for in `usage_quarter_hours`, whose primary key starts with the user: without them a range of time
 * would read the whole table.
 */
export const usersToSearch = (filter: UsageFilter, parameter: string): string =>
  filter.user_id === undefined
    ? "(SELECT DISTINCT id FROM users)"
    : `(SELECT DISTINCT value AS id FROM json_each(${parameter}, '$.user_id'))`;
