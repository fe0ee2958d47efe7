import { closedLabelsAlone, type LabelsSql, liveLabels } from "./labels-in-periods.ts";
import { prepareWith } from "./prepare-with.ts";
import { userLifetimes } from "./user-lifetimes.ts";
import { type BucketDays, periodParameters, WITH_PERIODS } from "./usage-periods.ts";

/** One combination of what usage can be filtered by, and how often it was used. */
export type FilterValueRow = {
  provider: string;
  model: string;
  source: string;
  environment: string;
  interaction_count: number;
};

const COLUMNS = "usage.provider, usage.model, usage.source, usage.environment, usage.interaction_count";

/** The combinations that were used in a range: closed periods from `local_period_models`, the others from the rollup. */
export function selectFilterValues(database: D1Database, days: BucketDays) {
  return prepareWith(
    database,
    `${WITH_PERIODS}
     SELECT provider, model, source, environment, SUM(interaction_count) AS interaction_count FROM (
       SELECT ${COLUMNS} FROM periods
       CROSS JOIN local_period_models AS usage ON usage.utc_offset = periods.utc_offset
         AND usage.quarter_hours = periods.end_quarter_hour - periods.start_quarter_hour
         AND usage.start_quarter_hour = periods.start_quarter_hour
       WHERE periods.is_closed
       UNION ALL
       SELECT ${COLUMNS} FROM periods CROSS JOIN (SELECT DISTINCT id FROM users) AS searched
       CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
         AND usage.quarter_hour >= periods.start_quarter_hour AND usage.quarter_hour < periods.end_quarter_hour
       WHERE NOT periods.is_closed
     )
     GROUP BY provider, model, source, environment`,
    periodParameters(days),
  );
}

/** One combination of labels, and how often it was used; `named` is that of `LabelUsageRow`, `tools` a JSON array of names. */
export type LabelValueRow = {
  agent: string;
  endpoint: string;
  tools: string;
  named: string;
  interaction_count: number;
};

const labelsIn = ({ rows, condition, agentName }: LabelsSql) => `
  SELECT usage.agent, usage.endpoint, usage.tools, ${agentName} AS named, usage.interaction_count
  FROM ${rows} WHERE ${condition}`;

/** The combinations of labels in a range: closed periods by their sums, the others from `usage_labels`. */
export function selectLabelValues(database: D1Database, days: BucketDays) {
  return prepareWith(
    database,
    `${WITH_PERIODS}
     SELECT agent, endpoint, tools, MAX(named) AS named, SUM(interaction_count) AS interaction_count
     FROM (${labelsIn(closedLabelsAlone({}))} UNION ALL ${labelsIn(liveLabels({}, "open"))})
     GROUP BY agent, endpoint, tools`,
    periodParameters(days),
  );
}

/** The users with the most interactions, lifetime. Reads the `userLifetimes` of all. */
export function selectBusiestUsers(database: D1Database, limit: number) {
  return database
    .prepare(
      `SELECT id FROM ${userLifetimes()} GROUP BY id ORDER BY SUM(interaction_count) DESC, id LIMIT CAST(?1 AS INTEGER)`,
    )
    .bind(limit);
}
