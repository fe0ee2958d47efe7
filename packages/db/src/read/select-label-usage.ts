import { closedLabels, closedLabelsAlone, type LabelGroup, type LabelsSql, liveLabels } from "./labels-in-periods.ts";
import { prepareWith } from "./prepare-with.ts";
import type { UsageRow } from "./select-usage.ts";
import type { UsageFilter } from "./usage-filter.ts";
import { measureSums } from "./usage-measures.ts";
import { type BucketDays, periodParameters, WITH_PERIODS } from "./usage-periods.ts";

/** The sums of one group in one bucket. `named` is the greatest `timedAgentName` of its agents. */
export type LabelUsageRow = UsageRow & { named: string };

export type LabelUsageQuery = BucketDays & {
  filter: UsageFilter;
  groupBy: LabelGroup;
  /** Whether the sums are to be taken off: their signs are turned. */
  isTakenOff: boolean;
};

function keyOf(groupBy: LabelGroup): string {
  if (groupBy === null) return "''";
  return groupBy === "tool" ? "coalesce(used.value, '')" : `usage.${groupBy}`;
}

/** Each of the tools of a row, so that its usage counts under all of them. */
const joinedTools = (groupBy: LabelGroup) => (groupBy === "tool" ? "LEFT JOIN json_each(usage.tools) AS used" : "");

function selectSums(database: D1Database, query: LabelUsageQuery, { rows, condition, agentName }: LabelsSql) {
  const { filter, groupBy, isTakenOff, ...days } = query;
  const named = groupBy === "agent" ? `MAX(${agentName})` : "''";
  return prepareWith(
    database,
    `${WITH_PERIODS} SELECT periods.bucket AS bucket, ${keyOf(groupBy)} AS key, 0 AS session_count, 0 AS user_count,
       ${named} AS named, ${measureSums("usage", isTakenOff ? "-" : "")}
     FROM ${rows} ${joinedTools(groupBy)} WHERE ${condition} GROUP BY 1, 2`,
    [...periodParameters(days), JSON.stringify(filter)],
  );
}

/**
 * Sums `usage_labels` over periods: all of them (`every`) or those that are not closed (`open`), by a range of its primary
 * key each. Filtered by sessions, which it does not know, it reads the interactions of these instead, by their index.
 */
export const selectLiveLabelUsage = (database: D1Database, query: LabelUsageQuery, which: "every" | "open") =>
  selectSums(database, query, liveLabels(query.filter, which));

/** Sums the closed periods, which must be those of UTC, from `utc_period_labels` by a range of its primary key each. */
export const selectClosedLabelUsage = (database: D1Database, query: LabelUsageQuery) =>
  selectSums(database, query, closedLabels(query.filter));

/**
 * Sums all usage of the closed periods, that without labels too, from `local_period_labels` by a range of its primary key
 * each. The question must be one of labels alone (`isOfLabelsAlone`).
 */
export const selectClosedUsageByLabels = (database: D1Database, query: LabelUsageQuery) =>
  selectSums(database, query, closedLabelsAlone(query.filter));
