import { DAY_QUARTER_HOURS, QUARTER_HOUR_MS } from "@voygent/contracts";

import { integerMeasureSums } from "../read/usage-measures.ts";
import { labelSums, librechatColumns, PERIOD_LABEL_KEY, timedAgentName } from "./label-key.ts";
import { measureColumns } from "./measure-columns.ts";
import { columnsOf, WITH_PERIODS } from "./usage-of-periods.ts";

const USAGE = `periods CROSS JOIN (SELECT DISTINCT id FROM users) AS searched
  CROSS JOIN usage_quarter_hours AS usage ON usage.user_id = searched.id
    AND usage.quarter_hour >= periods.start_quarter_hour
    AND usage.quarter_hour < periods.start_quarter_hour + ${DAY_QUARTER_HOURS}`;

const hasEarlier = (table: string, sameUser: string) => `EXISTS (
  SELECT 1 FROM ${table} AS earlier
  WHERE earlier.session_id = active.session_id
    AND earlier.occurred_at_ms < active.start_quarter_hour * ${QUARTER_HOUR_MS}${sameUser})`;

/** Whether the session of `active` had no interaction before the day. */
const isNew = (sameUser = "") =>
  `NOT (${hasEarlier("interactions", sameUser)} OR ${hasEarlier("interactions_archive", sameUser)})`;

const USERS = `INSERT INTO utc_period_users (quarter_hours, start_quarter_hour, user_id, new_session_count, ${measureColumns})
  ${WITH_PERIODS} SELECT ${DAY_QUARTER_HOURS}, active.start_quarter_hour, active.user_id,
    SUM(${isNew(" AND earlier.user_id = active.user_id")}), ${integerMeasureSums("active")}
  FROM (
    SELECT periods.start_quarter_hour AS start_quarter_hour, usage.user_id AS user_id, usage.session_id AS session_id,
      ${integerMeasureSums("usage")}
    FROM ${USAGE} GROUP BY periods.start_quarter_hour, usage.user_id, usage.session_id
  ) AS active GROUP BY active.start_quarter_hour, active.user_id`;

const NEW_SESSIONS = `INSERT INTO utc_periods (quarter_hours, start_quarter_hour, new_session_count)
  ${WITH_PERIODS} SELECT ${DAY_QUARTER_HOURS}, active.start_quarter_hour, SUM(${isNew()})
  FROM (
    SELECT DISTINCT periods.start_quarter_hour AS start_quarter_hour, usage.session_id AS session_id FROM ${USAGE}
  ) AS active GROUP BY active.start_quarter_hour`;

const LABELS = `INSERT INTO utc_period_labels (quarter_hours, start_quarter_hour, ${PERIOD_LABEL_KEY}, ${measureColumns}, ${librechatColumns}, timed_agent_name)
  ${WITH_PERIODS} SELECT ${DAY_QUARTER_HOURS}, periods.start_quarter_hour, ${columnsOf("usage", PERIOD_LABEL_KEY)},
    ${labelSums("usage")}, MAX(${timedAgentName("usage", "quarter_hour")})
  FROM periods CROSS JOIN usage_labels AS usage ON usage.quarter_hour >= periods.start_quarter_hour
    AND usage.quarter_hour < periods.start_quarter_hour + ${DAY_QUARTER_HOURS}
  GROUP BY periods.start_quarter_hour, ${columnsOf("usage", PERIOD_LABEL_KEY)}`;

/** Sums days of UTC into `utc_period_users` and `utc_period_labels`, and counts their new sessions in `utc_periods`. */
export const CLOSE_UTC_DAYS: readonly string[] = [USERS, NEW_SESSIONS, LABELS];
