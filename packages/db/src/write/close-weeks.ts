import { DAY_QUARTER_HOURS, WEEK_QUARTER_HOURS } from "@voygent/contracts";

import { integerMeasureSums } from "../read/usage-measures.ts";
import { LABEL_GROUP, labelSums, librechatColumns, PERIOD_LABEL_KEY } from "./label-key.ts";
import { measureColumns } from "./measure-columns.ts";
import { columnsOf, MODEL_COLUMNS, WITH_PERIODS } from "./usage-of-periods.ts";

const daysOfWeek = (table: string, sameOffset = "") => `periods CROSS JOIN ${table} AS day ON ${sameOffset}
  day.quarter_hours = ${DAY_QUARTER_HOURS} AND day.start_quarter_hour >= periods.start_quarter_hour
  AND day.start_quarter_hour < periods.start_quarter_hour + ${WEEK_QUARTER_HOURS}`;

const MODELS = `INSERT INTO local_period_models (utc_offset, quarter_hours, start_quarter_hour, ${MODEL_COLUMNS}, ${measureColumns})
  ${WITH_PERIODS} SELECT periods.utc_offset, ${WEEK_QUARTER_HOURS}, periods.start_quarter_hour,
    ${columnsOf("day", MODEL_COLUMNS)}, ${integerMeasureSums("day")}
  FROM ${daysOfWeek("local_period_models", "day.utc_offset = periods.utc_offset AND")}
  GROUP BY periods.utc_offset, periods.start_quarter_hour, ${columnsOf("day", MODEL_COLUMNS)}`;

const LABELS_ALONE = `INSERT INTO local_period_labels (utc_offset, quarter_hours, start_quarter_hour, ${LABEL_GROUP}, ${measureColumns}, timed_agent_name)
  ${WITH_PERIODS} SELECT periods.utc_offset, ${WEEK_QUARTER_HOURS}, periods.start_quarter_hour,
    ${columnsOf("day", LABEL_GROUP)}, ${integerMeasureSums("day")}, MAX(day.timed_agent_name)
  FROM ${daysOfWeek("local_period_labels", "day.utc_offset = periods.utc_offset AND")}
  GROUP BY periods.utc_offset, periods.start_quarter_hour, ${columnsOf("day", LABEL_GROUP)}`;

const USERS = `INSERT INTO utc_period_users (quarter_hours, start_quarter_hour, user_id, new_session_count, ${measureColumns})
  ${WITH_PERIODS} SELECT ${WEEK_QUARTER_HOURS}, periods.start_quarter_hour, day.user_id, SUM(day.new_session_count),
    ${integerMeasureSums("day")}
  FROM ${daysOfWeek("utc_period_users")} GROUP BY periods.start_quarter_hour, day.user_id`;

const NEW_SESSIONS = `INSERT INTO utc_periods (quarter_hours, start_quarter_hour, new_session_count)
  ${WITH_PERIODS} SELECT ${WEEK_QUARTER_HOURS}, periods.start_quarter_hour, SUM(day.new_session_count)
  FROM ${daysOfWeek("utc_periods")} GROUP BY periods.start_quarter_hour`;

const LABELS = `INSERT INTO utc_period_labels (quarter_hours, start_quarter_hour, ${PERIOD_LABEL_KEY}, ${measureColumns}, ${librechatColumns}, timed_agent_name)
  ${WITH_PERIODS} SELECT ${WEEK_QUARTER_HOURS}, periods.start_quarter_hour, ${columnsOf("day", PERIOD_LABEL_KEY)},
    ${labelSums("day")}, MAX(day.timed_agent_name)
  FROM ${daysOfWeek("utc_period_labels")} GROUP BY periods.start_quarter_hour, ${columnsOf("day", PERIOD_LABEL_KEY)}`;

/** Sums weeks at UTC offsets from their days. */
export const CLOSE_WEEKS: readonly string[] = [MODELS, LABELS_ALONE];

/** Sums weeks of UTC from their days. */
export const CLOSE_UTC_WEEKS: readonly string[] = [USERS, NEW_SESSIONS, LABELS];
