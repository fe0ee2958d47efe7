import type { LocalDay } from "@voygent/contracts";

import { integerMeasureSums, plainMeasures } from "../read/usage-measures.ts";
import { measureColumns } from "./measure-columns.ts";

/** Most days that one batch closes. */
export const MAX_DAYS_TO_CLOSE = 31;

const WITH_DAYS = `WITH days AS MATERIALIZED (
  SELECT value->>'day' AS day, value->>'startQuarterHour' AS start_quarter_hour, value->>'endQuarterHour' AS end_quarter_hour
  FROM json_each(?1)
)`;

const USAGE = `days CROSS JOIN (SELECT DISTINCT id FROM users) AS searched
  CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
    AND usage.quarter_hour >= days.start_quarter_hour AND usage.quarter_hour < days.end_quarter_hour`;

const DIMENSIONS = "provider, model, type, status, source, environment";
const usageDimensions = DIMENSIONS.split(", ")
  .map((column) => `usage.${column}`)
  .join(", ");

/**
 * Sums `usage_quarter_hours` into the three tables of finished days, for at most `MAX_DAYS_TO_CLOSE` days of a time zone.
 * The statements replace what is there, so that closing a day again changes nothing; run them as one batch.
 */
export function closeLocalDays(database: D1Database, tz: string, days: LocalDay[]): D1PreparedStatement[] {
  if (days.length > MAX_DAYS_TO_CLOSE) throw new RangeError(`at most ${MAX_DAYS_TO_CLOSE} days can be closed at once`);
  const daysJson = JSON.stringify(days);
  const run = (sql: string) => database.prepare(sql).bind(daysJson, tz);
  const clear = (table: string) =>
    run(`DELETE FROM ${table} WHERE tz = ?2 AND day IN (SELECT value->>'day' FROM json_each(?1))`);
  return [
    clear("local_days"),
    clear("local_day_models"),
    clear("local_day_users"),
    run(
      `INSERT INTO local_day_models (tz, day, ${DIMENSIONS}, ${measureColumns})
       ${WITH_DAYS} SELECT ?2, days.day, ${usageDimensions}, ${integerMeasureSums("usage")}
       FROM ${USAGE} GROUP BY days.day, ${usageDimensions}`,
    ),
    run(
      `INSERT INTO local_day_users (tz, day, user_id, session_count, ${measureColumns})
       ${WITH_DAYS} SELECT ?2, days.day, usage.user_id, COUNT(DISTINCT usage.session_id), ${integerMeasureSums("usage")}
       FROM ${USAGE} GROUP BY days.day, usage.user_id`,
    ),
    run(
      `INSERT INTO local_days (tz, day, start_quarter_hour, end_quarter_hour, session_count, user_count, ${measureColumns})
       ${WITH_DAYS}, sessions_of_day AS (
         SELECT days.day AS day, COUNT(DISTINCT usage.session_id) AS session_count FROM ${USAGE} GROUP BY days.day
       ), users_of_day AS (
         SELECT closed.day AS day, COUNT(*) AS user_count, ${integerMeasureSums("closed")}
         FROM days CROSS JOIN local_day_users AS closed ON closed.tz = ?2 AND closed.day = days.day GROUP BY closed.day
       )
       SELECT ?2, days.day, days.start_quarter_hour, days.end_quarter_hour, COALESCE(sessions_of_day.session_count, 0),
         COALESCE(users_of_day.user_count, 0), ${orZero("users_of_day")}
       FROM days LEFT JOIN users_of_day ON users_of_day.day = days.day
       LEFT JOIN sessions_of_day ON sessions_of_day.day = days.day`,
    ),
  ];
}

const orZero = (alias: string) =>
  plainMeasures(alias)
    .split(", ")
    .map((column) => `COALESCE(${column}, 0)`)
    .join(", ");
