import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS } from "@voygent/contracts";

import { withCountedDays } from "./label-counts.ts";
import {
  andInteractionMatches,
  asksForLabels,
  INTERACTION_TABLES,
  type InteractionFilter,
  searchesRollup,
} from "./listed-interactions.ts";
import { prepareWith } from "./prepare-with.ts";
import type { InstantRange } from "./session-filter.ts";
import { andMatches, filteredColumns, usersToSearch } from "./usage-filter.ts";

const countRows = (bounds: string, filter: InteractionFilter) =>
  INTERACTION_TABLES.map(
    ([table]) => `(SELECT COUNT(*) FROM ${table} AS interaction WHERE ${bounds}${andInteractionMatches(filter)})`,
  ).join(" + ");

/** Counts all interactions of the range: closed days of UTC by their sums, what lies between them by the index on the time. */
function countAllInteractions(database: D1Database, { startMs, endMs }: InstantRange) {
  const gapRows = countRows(
    "interaction.occurred_at_ms >= gap.start_ms AND interaction.occurred_at_ms < gap.end_ms",
    {},
  );
  return prepareWith(
    database,
    `WITH closed AS MATERIALIZED (
       SELECT day.start_quarter_hour * ${QUARTER_HOUR_MS} AS start_ms,
         (day.start_quarter_hour + ${DAY_QUARTER_HOURS}) * ${QUARTER_HOUR_MS} AS end_ms, day.interaction_count
       FROM closed_periods AS closed
       CROSS JOIN local_days AS day ON day.utc_offset = 0 AND day.start_quarter_hour = closed.local_quarter_hour
       WHERE closed.quarter_hours = ${DAY_QUARTER_HOURS} AND closed.local_quarter_hour >= ?3
         AND closed.local_quarter_hour + ${DAY_QUARTER_HOURS} <= ?4
         AND closed.closed_to_quarter_hour >= closed.local_quarter_hour + ${DAY_QUARTER_HOURS}
     ), gaps AS (
       SELECT LAG(end_ms, 1, ?1) OVER (ORDER BY start_ms) AS start_ms, start_ms AS end_ms FROM closed
       UNION ALL
       SELECT COALESCE((SELECT MAX(end_ms) FROM closed), ?1), ?2
     )
     SELECT COALESCE((SELECT SUM(interaction_count) FROM closed), 0)
       + COALESCE((SELECT SUM(${gapRows}) FROM gaps AS gap WHERE gap.start_ms < gap.end_ms), 0) AS total`,
    [startMs, endMs, Math.ceil(startMs / QUARTER_HOUR_MS), Math.floor(endMs / QUARTER_HOUR_MS)],
  );
}

/** The CTE `counted` of the whole quarter hours, which `?6` and `?7` bound. */
function withCounts(filter: InteractionFilter): string {
  if (asksForLabels(filter)) return withCountedDays(filter, { from: "?6", to: "?7", first: "?6", end: "?7" });
  return `WITH counted AS (
    SELECT usage.interaction_count AS interaction_count FROM ${usersToSearch(filter, "?3")} AS searched
    CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
      AND usage.quarter_hour >= ?6 AND usage.quarter_hour < ?7
    WHERE true${andMatches("usage", filter, "?3")}
  )`;
}

/**
 * How many interactions `selectInteractions` has on all its pages: without a filter from closed days; from the rollup
 * where that is searched, with what lies in a quarter hour that the range cuts counted one by one; else by an index.
 */
export function countInteractions(database: D1Database, filter: InteractionFilter, range: InstantRange) {
  const { startMs, endMs } = range;
  if (filteredColumns(filter).length === 0 && !asksForLabels(filter)) return countAllInteractions(database, range);
  const [firstWhole, endOfWhole] = [Math.ceil(startMs / QUARTER_HOUR_MS), Math.floor(endMs / QUARTER_HOUR_MS)];
  const values = [startMs, endMs, JSON.stringify(filter)];
  if (!searchesRollup(filter) || firstWhole > endOfWhole) {
    const bounds = "interaction.occurred_at_ms >= ?1 AND interaction.occurred_at_ms < ?2";
    return prepareWith(database, `SELECT ${countRows(bounds, filter)} AS total`, values);
  }
  const before = "interaction.occurred_at_ms >= ?1 AND interaction.occurred_at_ms < ?4";
  const behind = "interaction.occurred_at_ms >= ?5 AND interaction.occurred_at_ms < ?2";
  return prepareWith(
    database,
    `${withCounts(filter)} SELECT ${countRows(before, filter)} + ${countRows(behind, filter)}
       + COALESCE((SELECT SUM(interaction_count) FROM counted), 0) AS total`,
    [...values, firstWhole * QUARTER_HOUR_MS, endOfWhole * QUARTER_HOUR_MS, firstWhole, endOfWhole],
  );
}
