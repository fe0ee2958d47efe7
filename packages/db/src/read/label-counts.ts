import { DAY_QUARTER_HOURS } from "@voygent/contracts";

import { labelColumns, labelsMatch, matchesUnlabelled } from "./label-filter.ts";
import { causeCount } from "./difference-cause.ts";
import type { InteractionFilter } from "./listed-interactions.ts";
import { andMatches, DIMENSIONS, filteredColumns, MODEL_DIMENSIONS, usersToSearch } from "./usage-filter.ts";

/*
 * How many interactions match a filter by labels, that is not one by sessions. `?3` holds the filter as JSON; where having
 * no label matches, what does not match is taken off from all usage.
 */

const ROW_DIMENSIONS = DIMENSIONS.filter((column) => column !== "session_id");

const inSpan = (alias: string) =>
  `${alias}.quarter_hour >= span.start_quarter_hour AND ${alias}.quarter_hour < span.end_quarter_hour`;

/** Users were active in few quarter hours, so that those are looked up instead of walked over. */
function labelledRows(filter: InteractionFilter, spans: string): string {
  if (filter.user_id === undefined)
    return `${spans} AS span CROSS JOIN usage_labels AS labelled ON ${inSpan("labelled")}`;
  return `(
      SELECT DISTINCT active.quarter_hour, active.user_id FROM ${spans} AS span
      CROSS JOIN ${usersToSearch(filter, "?3")} AS searched
      CROSS JOIN usage_quarter_hours AS active ON active.user_id = searched.id AND ${inSpan("active")}
    ) AS visited
    CROSS JOIN usage_labels AS labelled ON labelled.quarter_hour = visited.quarter_hour AND labelled.user_id = visited.user_id`;
}

/**
 * SQL of a table of the interactions that match in spans of quarter hours, a table with `start_quarter_hour` and
 * `end_quarter_hour`. A quarter hour has several rows.
 */
export function liveLabelCounts(filter: InteractionFilter, spans: string): string {
  const rows = (count: string, condition: string) =>
    `SELECT labelled.quarter_hour AS quarter_hour, ${count} AS interaction_count
     FROM ${labelledRows(filter, spans)}
     WHERE ${condition}${andMatches("labelled", filter, "?3", ROW_DIMENSIONS)}`;
  const matches = labelsMatch(labelColumns("labelled"), filter, "?3");
  if (filter.cause !== undefined) return `(${rows(causeCount("labelled", "?3"), matches)})`;
  if (!matchesUnlabelled(filter)) return `(${rows("labelled.interaction_count", matches)})`;
  return `(SELECT usage.quarter_hour AS quarter_hour, usage.interaction_count AS interaction_count
    FROM ${spans} AS span CROSS JOIN ${usersToSearch(filter, "?3")} AS searched
    CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
      AND usage.quarter_hour >= span.start_quarter_hour AND usage.quarter_hour < span.end_quarter_hour
    WHERE true${andMatches("usage", filter, "?3")} UNION ALL ${rows("-labelled.interaction_count", `NOT ${matches}`)})`;
}

const ofDay = (table: string, sameOffset = "") => `closed CROSS JOIN ${table} AS usage ON ${sameOffset}
  usage.quarter_hours = ${DAY_QUARTER_HOURS} AND usage.start_quarter_hour = closed.start_quarter_hour`;

/** SQL of a table of the interactions that match in the days of the table `closed`, by ranges of a primary key. */
function closedLabelCounts(filter: InteractionFilter): string {
  const atUtc = "usage.utc_offset = 0 AND";
  const counts = (sign: "" | "-", rows: string, condition: string) =>
    `SELECT closed.start_quarter_hour AS start_quarter_hour, ${sign}usage.interaction_count AS interaction_count
     FROM ${rows} WHERE ${condition}${andMatches("usage", filter, "?3", MODEL_DIMENSIONS)}`;
  const matches = labelsMatch(labelColumns("usage"), filter, "?3");
  if (filteredColumns(filter).length === 0) return `(${counts("", ofDay("local_period_labels", atUtc), matches)})`;
  const byLabels = ofDay("utc_period_labels");
  if (!matchesUnlabelled(filter)) return `(${counts("", byLabels, matches)})`;
  return `(${counts("", ofDay("local_period_models", atUtc), "true")} UNION ALL ${counts("-", byLabels, `NOT ${matches}`)})`;
}

/** Parameters that hold quarter hours: all between `from` and `to`, of which those from `first` to `end` lie in the range as a whole. */
export type CountedRange = { from: string; to: string; first: string; end: string };

const closedDays = (filter: InteractionFilter, { first, end }: CountedRange) => `
  SELECT closed.local_quarter_hour AS start_quarter_hour,
    closed.local_quarter_hour + ${DAY_QUARTER_HOURS} AS end_quarter_hour
  FROM closed_periods AS closed
  WHERE ${filter.user_id === undefined && filter.cause === undefined ? "true" : "false"} AND closed.quarter_hours = ${DAY_QUARTER_HOURS}
    AND closed.local_quarter_hour >= ${first} AND closed.local_quarter_hour + ${DAY_QUARTER_HOURS} <= ${end}
    AND closed.closed_to_quarter_hour >= closed.local_quarter_hour + ${DAY_QUARTER_HOURS}`;

/**
 * The CTE `counted (start_quarter_hour, end_quarter_hour, interaction_count)`: the days of UTC in a range with interactions
 * that match, closed ones by their sums and what lies between them by `usage_labels`, of which `uncounted` is a quarter hour
 * that counts as nothing.
 */
export const withCountedDays = (filter: InteractionFilter, range: CountedRange, uncounted = "NULL"): string => `
  WITH closed AS MATERIALIZED (${closedDays(filter, range)}),
  gaps AS MATERIALIZED (
    SELECT * FROM (
      SELECT LAG(end_quarter_hour, 1, ${range.from}) OVER (ORDER BY start_quarter_hour) AS start_quarter_hour,
        start_quarter_hour AS end_quarter_hour
      FROM closed
      UNION ALL SELECT COALESCE((SELECT MAX(end_quarter_hour) FROM closed), ${range.from}), ${range.to}
    ) WHERE start_quarter_hour < end_quarter_hour
  ), counted AS MATERIALIZED (
    SELECT start_quarter_hour, start_quarter_hour + ${DAY_QUARTER_HOURS} AS end_quarter_hour,
      SUM(interaction_count) AS interaction_count
    FROM ${closedLabelCounts(filter)} GROUP BY start_quarter_hour
    UNION ALL
    SELECT MIN(quarter_hour), MAX(quarter_hour) + 1, SUM(iif(quarter_hour IS ${uncounted}, 0, interaction_count))
    FROM ${liveLabelCounts(filter, "gaps")} GROUP BY quarter_hour / ${DAY_QUARTER_HOURS}
  )`;

/**
 * The CTE `cells (start_quarter_hour)`: the newest quarter hours with interactions that match, or oldest, until they hold
 * `wanted`, an SQL expression. The outermost quarter hour may lie before the page in part, so it does not count.
 */
export function withLabelCells(
  filter: InteractionFilter,
  descending: boolean,
  range: CountedRange,
  wanted: string,
): string {
  const [direction, outermost] = descending ? ["DESC", `${range.to} - 1`] : ["ASC", range.from];
  const soFar = (start: string) => `OVER (ORDER BY ${start} ${direction} ROWS UNBOUNDED PRECEDING)`;
  return `${withCountedDays(filter, range, outermost)}, days AS MATERIALIZED (
    SELECT start_quarter_hour, end_quarter_hour FROM (
      SELECT start_quarter_hour, end_quarter_hour,
        SUM(interaction_count) ${soFar("start_quarter_hour")} - interaction_count AS count_before
      FROM counted
    ) WHERE count_before < ${wanted}
  ), quarters AS (
    SELECT quarter_hour, SUM(iif(quarter_hour = ${outermost}, 0, interaction_count)) AS interaction_count
    FROM ${liveLabelCounts(filter, "days")} GROUP BY quarter_hour HAVING SUM(interaction_count) > 0
  ), cells AS MATERIALIZED (
    SELECT quarter_hour AS start_quarter_hour FROM (
      SELECT quarter_hour, SUM(interaction_count) ${soFar("quarter_hour")} - interaction_count AS count_before FROM quarters
    ) WHERE count_before < ${wanted}
  )`;
}
