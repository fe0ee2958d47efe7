import { UTC_OFFSETS } from "@voygent/contracts";

/** Every interaction, live or archived. */
export const ROWS = `(SELECT * FROM interactions UNION ALL SELECT * FROM interactions_archive)`;
/** Every session, live or archived. */
export const SESSIONS = `(SELECT * FROM sessions UNION ALL SELECT * FROM sessions_archive)`;
const KEY = "user_id, session_id, provider, model, type, status, source, environment";
const COSTS = ["ai_tokens", "db_ops", "api_calls", "compute_time"].map((name) => `${name}_cost_nano_usd`);
const MEASURE_COLUMNS = ["interaction_count", "unpriced_count", "input_tokens", "output_tokens", ...COSTS];
const MEASURES = MEASURE_COLUMNS.join(", ");

const LIVE_SUMS = [...MEASURE_COLUMNS, "error_count", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"]
  .map((column) => `users.${column} + coalesce(sum(live.${column}), 0) AS ${column}`)
  .join(", ");

/** As SQL, the lifetime of each user and source: the totals of the user, and the usage from where these end. */
export const LIFETIMES = `(
  SELECT users.id, users.source, users.first_seen_at_ms,
    max(users.last_seen_at_ms, coalesce(max(live.last_seen_at_ms), 0)) AS last_seen_at_ms,
    users.session_count + coalesce(sum(live.opened_session_count), 0) AS session_count, ${LIVE_SUMS}
  FROM users LEFT JOIN usage_quarter_hours AS live ON live.user_id = users.id AND live.source = users.source
    AND live.quarter_hour >= users.summed_to_quarter_hour
  GROUP BY users.id, users.source)`;

/** The sums over the interactions, live and archived ones, of what every row of totals holds. */
const SUMS = `count(*) AS interaction_count, sum(cost_status IN ('unpriced', 'usage_unknown')) AS unpriced_count,
  sum(coalesce(usage ->> '$.tokens.input', 0)) AS input_tokens,
  sum(coalesce(usage ->> '$.tokens.output', 0)) AS output_tokens,
  ${COSTS.map((cost) => `sum(coalesce(${cost}, 0)) AS ${cost}`).join(", ")}`;

/** Every closed day and week at every UTC offset at which it is closed. */
const CLOSED = `(
  SELECT closed.quarter_hours, zone.value AS utc_offset, closed.local_quarter_hour - zone.value AS start_quarter_hour
  FROM closed_periods AS closed JOIN json_each('${JSON.stringify([...UTC_OFFSETS])}') AS zone
  WHERE closed.local_quarter_hour + closed.quarter_hours - zone.value <= closed.closed_to_quarter_hour)`;
const PERIOD = "utc_offset, quarter_hours, start_quarter_hour";
const MODEL_KEY = "provider, model, type, status, source, environment";
const IN_PERIOD = `occurred_at_ms / 900000 >= start_quarter_hour
  AND occurred_at_ms / 900000 < start_quarter_hour + quarter_hours`;

const sorted = (name: string) =>
  `(SELECT json_group_array(value) FROM (SELECT DISTINCT value FROM json_each(metadata, '$.${name}') ORDER BY value))`;

const LABELS = `coalesce(metadata ->> 'agent_id', metadata ->> 'agent_name', '') AS agent,
  coalesce(metadata ->> 'endpoint', '') AS endpoint, ${sorted("tool_names")} AS tools`;
const LABEL_GROUP = "agent, endpoint, tools";

/** Every interaction that carries labels, with these as `usage_labels` tells them. */
const LABELLED = `(
  SELECT *, ${LABELS}, ${sorted("librechat_notes")} AS librechat_notes,
    metadata ->> 'librechat_cost_usd' IS NOT NULL AS has_librechat_cost
  FROM ${ROWS} WHERE coalesce(metadata ->> 'agent_id', metadata ->> 'agent_name', metadata ->> 'endpoint',
    metadata ->> 'librechat_cost_usd', metadata ->> '$.tool_names[0]', metadata ->> '$.librechat_notes[0]') IS NOT NULL)`;
const LABEL_KEY = `agent, endpoint, tools, librechat_notes, has_librechat_cost, ${MODEL_KEY}`;
const FIGURE = `CAST(round(coalesce(metadata ->> 'librechat_cost_usd', 0) * 1000000000) AS INTEGER)`;
const IS_UNKNOWN = "(cost_status IN ('unpriced', 'usage_unknown'))";
const IS_EQUAL = `(has_librechat_cost AND NOT ${IS_UNKNOWN} AND abs(coalesce(ai_tokens_cost_nano_usd, 0) - ${FIGURE}) <= 3)`;
const LIBRECHAT_SUMS = `sum(${FIGURE}) AS librechat_cost_nano_usd,
  sum(${FIGURE} * ${IS_UNKNOWN}) AS unpriced_librechat_cost_nano_usd, sum(${IS_EQUAL}) AS equal_count,
  sum(coalesce(ai_tokens_cost_nano_usd, 0) * ${IS_EQUAL}) AS equal_cost_nano_usd,
  sum(${FIGURE} * ${IS_EQUAL}) AS equal_librechat_cost_nano_usd`;
const LIBRECHAT_COLUMNS =
  "librechat_cost_nano_usd, unpriced_librechat_cost_nano_usd, equal_count, equal_cost_nano_usd, equal_librechat_cost_nano_usd";

/** For each kind of totals, as SQL: what it should hold by the interactions themselves, and what it holds. */
export const TOTALS_COMPARISONS = {
  quarterHours: [
    `SELECT occurred_at_ms / 900000 AS quarter_hour, ${KEY}, ${SUMS} FROM ${ROWS} GROUP BY 1, ${KEY} ORDER BY 1, ${KEY}`,
    `SELECT quarter_hour, ${KEY}, ${MEASURES} FROM usage_quarter_hours ORDER BY 1, ${KEY}`,
  ],
  users: [
    `SELECT user_id AS id, source, ${SUMS} FROM ${ROWS} GROUP BY 1, 2 ORDER BY 1, 2`,
    `SELECT id, source, ${MEASURES} FROM ${LIFETIMES} ORDER BY 1, 2`,
  ],
  sessions: [
    `SELECT session_id AS id, ${SUMS} FROM ${ROWS} GROUP BY 1 ORDER BY 1`,
    `SELECT id, ${MEASURES} FROM ${SESSIONS} ORDER BY 1`,
  ],
  stopsOfSessions: [
    `SELECT session_id AS id, sum(status = 'cancelled') AS cancelled_count FROM ${ROWS} GROUP BY 1 ORDER BY 1`,
    `SELECT id, cancelled_count FROM ${SESSIONS} ORDER BY 1`,
  ],
  unpricedModels: [
    `SELECT provider, model, count(*) AS interaction_count, sum(coalesce(usage ->> '$.tokens.input', 0)) AS input_tokens,
       sum(coalesce(usage ->> '$.tokens.output', 0)) AS output_tokens
     FROM ${ROWS} WHERE cost_status = 'unpriced' GROUP BY 1, 2 ORDER BY 1, 2`,
    "SELECT provider, model, interaction_count, input_tokens, output_tokens FROM unpriced_models ORDER BY 1, 2",
  ],
  finishedDays: [
    `SELECT ${PERIOD}, count(DISTINCT session_id) AS session_count, count(DISTINCT user_id) AS user_count, ${SUMS}
     FROM ${CLOSED} JOIN ${ROWS} ON ${IN_PERIOD} WHERE quarter_hours = 96 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    `SELECT ${PERIOD}, session_count, user_count, ${MEASURES} FROM ${CLOSED} JOIN local_days
     USING (utc_offset, start_quarter_hour) WHERE quarter_hours = 96 AND interaction_count > 0 ORDER BY 1, 2, 3`,
  ],
  finishedPeriodsByModel: [
    `SELECT ${PERIOD}, ${MODEL_KEY}, ${SUMS} FROM ${CLOSED} JOIN ${ROWS} ON ${IN_PERIOD}
     GROUP BY ${PERIOD}, ${MODEL_KEY} ORDER BY ${PERIOD}, ${MODEL_KEY}`,
    `SELECT ${PERIOD}, ${MODEL_KEY}, ${MEASURES} FROM ${CLOSED} JOIN local_period_models USING (${PERIOD})
     ORDER BY ${PERIOD}, ${MODEL_KEY}`,
  ],
  finishedPeriodsByUser: [
    `SELECT quarter_hours, start_quarter_hour, user_id, ${SUMS} FROM ${CLOSED} JOIN ${ROWS} ON ${IN_PERIOD}
     WHERE utc_offset = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    `SELECT quarter_hours, start_quarter_hour, user_id, ${MEASURES} FROM ${CLOSED}
     JOIN utc_period_users USING (quarter_hours, start_quarter_hour) WHERE utc_offset = 0 ORDER BY 1, 2, 3`,
  ],
  labels: [
    `SELECT occurred_at_ms / 900000 AS quarter_hour, user_id, ${LABEL_KEY}, ${SUMS}, ${LIBRECHAT_SUMS}
     FROM ${LABELLED} GROUP BY 1, user_id, ${LABEL_KEY} ORDER BY 1, user_id, ${LABEL_KEY}`,
    `SELECT quarter_hour, user_id, ${LABEL_KEY}, ${MEASURES}, ${LIBRECHAT_COLUMNS}
     FROM usage_labels ORDER BY 1, user_id, ${LABEL_KEY}`,
  ],
  finishedPeriodsByLabels: [
    `SELECT quarter_hours, start_quarter_hour, ${LABEL_KEY}, ${SUMS}, ${LIBRECHAT_SUMS} FROM ${CLOSED}
     JOIN ${LABELLED} ON ${IN_PERIOD} WHERE utc_offset = 0 GROUP BY 1, 2, ${LABEL_KEY} ORDER BY 1, 2, ${LABEL_KEY}`,
    `SELECT quarter_hours, start_quarter_hour, ${LABEL_KEY}, ${MEASURES}, ${LIBRECHAT_COLUMNS}
     FROM ${CLOSED} JOIN utc_period_labels USING (quarter_hours, start_quarter_hour)
     WHERE utc_offset = 0 ORDER BY 1, 2, ${LABEL_KEY}`,
  ],
  finishedPeriodsByLabelsAlone: [
    `SELECT ${PERIOD}, ${LABEL_GROUP}, ${SUMS} FROM ${CLOSED} JOIN (SELECT *, ${LABELS} FROM ${ROWS}) ON ${IN_PERIOD}
     GROUP BY ${PERIOD}, ${LABEL_GROUP} ORDER BY ${PERIOD}, ${LABEL_GROUP}`,
    `SELECT ${PERIOD}, ${LABEL_GROUP}, ${MEASURES} FROM ${CLOSED} JOIN local_period_labels USING (${PERIOD})
     ORDER BY ${PERIOD}, ${LABEL_GROUP}`,
  ],
  newSessions: [
    `SELECT quarter_hours, start_quarter_hour, count(*) AS new_session_count FROM ${CLOSED}
     JOIN (SELECT min(occurred_at_ms) AS occurred_at_ms FROM ${ROWS} GROUP BY session_id) ON ${IN_PERIOD}
     WHERE utc_offset = 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    `SELECT quarter_hours, start_quarter_hour, new_session_count FROM ${CLOSED}
     JOIN utc_periods USING (quarter_hours, start_quarter_hour) WHERE utc_offset = 0 AND new_session_count > 0
     ORDER BY 1, 2`,
  ],
} as const;
