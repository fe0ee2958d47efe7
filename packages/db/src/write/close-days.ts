import { DAY_QUARTER_HOURS } from "@voygent/contracts";

import { integerMeasureSums, noMeasures } from "../read/usage-measures.ts";
import { CLOSE_DAYS_BY_LABELS } from "./close-days-by-labels.ts";
import { measureColumns } from "./measure-columns.ts";
import { columnsOf, MODEL_COLUMNS, usageAround, WITH_PERIODS } from "./usage-of-periods.ts";

const USAGE = usageAround(DAY_QUARTER_HOURS);

const slidingSums = measureColumns
  .split(", ")
  .map((column) => `SUM(${column}) OVER day AS ${column}`)
  .join(", ");

/** The days of all UTC offsets overlap, so a window slides over the quarter hours instead of each day adding up its own. */
const MODELS = `INSERT INTO local_period_models (utc_offset, quarter_hours, start_quarter_hour, ${MODEL_COLUMNS}, ${measureColumns})
  ${WITH_PERIODS}, used AS MATERIALIZED (
    SELECT usage.quarter_hour AS quarter_hour, ${columnsOf("usage", MODEL_COLUMNS)}, ${integerMeasureSums("usage")}
    FROM ${USAGE} GROUP BY usage.quarter_hour, ${columnsOf("usage", MODEL_COLUMNS)}
  ), marked AS (
    SELECT 0 AS is_start, quarter_hour, ${MODEL_COLUMNS}, ${measureColumns} FROM used
    UNION ALL
    SELECT 1, starts.start_quarter_hour, ${MODEL_COLUMNS}, ${noMeasures}
    FROM (SELECT DISTINCT start_quarter_hour FROM periods) AS starts
    CROSS JOIN (SELECT DISTINCT ${MODEL_COLUMNS} FROM used)
  ), summed AS (
    SELECT is_start, quarter_hour, ${MODEL_COLUMNS}, ${slidingSums} FROM marked
    WINDOW day AS (PARTITION BY ${MODEL_COLUMNS} ORDER BY quarter_hour
      RANGE BETWEEN CURRENT ROW AND ${DAY_QUARTER_HOURS - 1} FOLLOWING)
  )
  SELECT periods.utc_offset, ${DAY_QUARTER_HOURS}, periods.start_quarter_hour,
    ${columnsOf("summed", MODEL_COLUMNS)}, ${columnsOf("summed", measureColumns)}
  FROM summed CROSS JOIN periods ON periods.start_quarter_hour = summed.quarter_hour
  WHERE summed.is_start AND summed.interaction_count > 0`;

/** The quarter hours with activity of each session or user, and the one before; each counts for the days from one to the other. */
const visitsOf = (column: string) => `
  SELECT quarter_hour, LAG(quarter_hour, 1, 0) OVER (PARTITION BY ${column} ORDER BY quarter_hour) AS before
  FROM (SELECT DISTINCT quarter_hour, ${column} FROM active)`;

/** A visit is the first one of a day that begins after the visit before, and at most a day before this one. */
const changesOf = (column: string, session: 0 | 1) => `
  SELECT MAX(before, quarter_hour - ${DAY_QUARTER_HOURS}) + 1 AS quarter_hour, 0 AS is_start, ${session} AS sessions,
    ${1 - session} AS users FROM (${visitsOf(column)})
  UNION ALL
  SELECT quarter_hour + 1, 0, ${-session}, ${session - 1} FROM (${visitsOf(column)})`;

const DAYS = `INSERT INTO local_days (utc_offset, start_quarter_hour, session_count, user_count, ${measureColumns})
  ${WITH_PERIODS}, active AS MATERIALIZED (
    SELECT DISTINCT usage.quarter_hour AS quarter_hour, usage.session_id AS session_id, usage.user_id AS user_id
    FROM ${USAGE}
  ), changes AS (
    SELECT * FROM (${changesOf("session_id", 1)}) UNION ALL SELECT * FROM (${changesOf("user_id", 0)})
    UNION ALL SELECT DISTINCT start_quarter_hour, 1, 0, 0 FROM periods
  ), counted AS MATERIALIZED (
    SELECT quarter_hour, session_count, user_count FROM (
      SELECT quarter_hour, is_start, SUM(sessions) OVER so_far AS session_count, SUM(users) OVER so_far AS user_count
      FROM changes WINDOW so_far AS (ORDER BY quarter_hour)
    ) WHERE is_start
  )
  SELECT periods.utc_offset, periods.start_quarter_hour, counted.session_count, counted.user_count,
    ${measureColumns
      .split(", ")
      .map((column) => `COALESCE(SUM(closed.${column}), 0)`)
      .join(", ")}
  FROM periods CROSS JOIN counted ON counted.quarter_hour = periods.start_quarter_hour
  LEFT JOIN local_period_models AS closed ON closed.utc_offset = periods.utc_offset
    AND closed.quarter_hours = ${DAY_QUARTER_HOURS} AND closed.start_quarter_hour = periods.start_quarter_hour
  GROUP BY periods.utc_offset, periods.start_quarter_hour, counted.session_count, counted.user_count`;

/**
 * Sums days at UTC offsets into `local_period_models` and `local_period_labels` and, with their distinct counts, into
 * `local_days`.
 */
export const CLOSE_DAYS: readonly string[] = [MODELS, CLOSE_DAYS_BY_LABELS, DAYS];
