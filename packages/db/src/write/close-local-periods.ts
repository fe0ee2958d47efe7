import { type LocalPeriod, QUARTER_HOUR_MS } from "@voygent/contracts";

import { integerMeasureSums, plainMeasures } from "../read/usage-measures.ts";
import { measureColumns } from "./measure-columns.ts";

const WITH_PERIODS = `WITH periods AS MATERIALIZED (
  SELECT value->>'period' AS period, value->>'startQuarterHour' AS start_quarter_hour,
    value->>'endQuarterHour' AS end_quarter_hour
  FROM json_each(?1)
)`;

const USAGE = `periods CROSS JOIN (SELECT DISTINCT id FROM users) AS searched
  CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
    AND usage.quarter_hour >= periods.start_quarter_hour AND usage.quarter_hour < periods.end_quarter_hour`;

const DIMENSIONS = "provider, model, type, status, source, environment";
const usageDimensions = DIMENSIONS.split(", ")
  .map((column) => `usage.${column}`)
  .join(", ");

const hasEarlier = (table: string, sameUser: string) => `EXISTS (
  SELECT 1 FROM ${table} AS earlier
  WHERE earlier.session_id = active.session_id AND earlier.occurred_at_ms < active.start_ms${sameUser})`;

/** Whether the session of `active` had no interaction before the period. */
const isNew = (sameUser = "") =>
  `NOT (${hasEarlier("interactions", sameUser)} OR ${hasEarlier("interactions_archive", sameUser)})`;

const START_MS = `periods.start_quarter_hour * ${QUARTER_HOUR_MS} AS start_ms`;

const coalesced = (alias: string) =>
  plainMeasures(alias)
    .split(", ")
    .map((column) => `COALESCE(${column}, 0)`)
    .join(", ");

/**
 * Sums `usage_quarter_hours` into the three tables of finished periods. The statements replace what is there, so that
 * closing a period again changes nothing; run them as one batch, for no more usage than may hold up writing.
 */
export function closeLocalPeriods(database: D1Database, tz: string, periods: LocalPeriod[]): D1PreparedStatement[] {
  const periodsJson = JSON.stringify(periods);
  const run = (sql: string) => database.prepare(sql).bind(periodsJson, tz);
  const clear = (table: string) =>
    run(`DELETE FROM ${table} WHERE tz = ?2 AND period IN (SELECT value->>'period' FROM json_each(?1))`);
  return [
    clear("local_periods"),
    clear("local_period_models"),
    clear("local_period_users"),
    run(
      `INSERT INTO local_period_models (tz, period, ${DIMENSIONS}, ${measureColumns})
       ${WITH_PERIODS} SELECT ?2, periods.period, ${usageDimensions}, ${integerMeasureSums("usage")}
       FROM ${USAGE} GROUP BY periods.period, ${usageDimensions}`,
    ),
    run(
      `INSERT INTO local_period_users (tz, period, user_id, new_session_count, ${measureColumns})
       ${WITH_PERIODS} SELECT ?2, active.period, active.user_id,
         SUM(${isNew(" AND earlier.user_id = active.user_id")}), ${integerMeasureSums("active")}
       FROM (
         SELECT periods.period AS period, ${START_MS}, usage.user_id AS user_id, usage.session_id AS session_id,
           ${integerMeasureSums("usage")}
         FROM ${USAGE} GROUP BY periods.period, usage.user_id, usage.session_id
       ) AS active GROUP BY active.period, active.user_id`,
    ),
    run(
      `INSERT INTO local_periods (tz, period, start_quarter_hour, end_quarter_hour, session_count, new_session_count,
         user_count, ${measureColumns})
       ${WITH_PERIODS}, sessions_of_period AS (
         SELECT active.period AS period, COUNT(*) AS session_count, SUM(${isNew()}) AS new_session_count
         FROM (SELECT DISTINCT periods.period AS period, ${START_MS}, usage.session_id AS session_id FROM ${USAGE}) AS active
         GROUP BY active.period
       ), users_of_period AS (
         SELECT closed.period AS period, COUNT(*) AS user_count, ${integerMeasureSums("closed")}
         FROM periods CROSS JOIN local_period_users AS closed ON closed.tz = ?2 AND closed.period = periods.period
         GROUP BY closed.period
       )
       SELECT ?2, periods.period, periods.start_quarter_hour, periods.end_quarter_hour,
         COALESCE(sessions_of_period.session_count, 0), COALESCE(sessions_of_period.new_session_count, 0),
         COALESCE(users_of_period.user_count, 0), ${coalesced("users_of_period")}
       FROM periods LEFT JOIN users_of_period ON users_of_period.period = periods.period
       LEFT JOIN sessions_of_period ON sessions_of_period.period = periods.period`,
    ),
  ];
}
