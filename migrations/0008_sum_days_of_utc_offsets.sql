-- Finished days and weeks are summed for every UTC offset that clocks have, instead of for each time zone that was asked for.
DROP TABLE local_periods;
DROP TABLE local_period_models;
DROP TABLE local_period_users;

-- Which days (96 quarter hours) and weeks from Monday on (672) are summed, in one row for all UTC offsets: those that end
-- until `closed_to_quarter_hour`. `local_quarter_hour` is the midnight they begin with, counted by local clocks from
-- 1970-01-01T00:00. A late event deletes the row, by a range of the primary key.
CREATE TABLE closed_periods (
  quarter_hours INTEGER NOT NULL,
  local_quarter_hour INTEGER NOT NULL,
  closed_to_quarter_hour INTEGER NOT NULL,
  PRIMARY KEY (quarter_hours, local_quarter_hour)
) STRICT, WITHOUT ROWID;

-- The sums of these days, by UTC offset in quarter hours; they count only where `closed_periods` says so. Each zone's days
-- lie together.
CREATE TABLE local_days (
  utc_offset INTEGER NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  session_count INTEGER NOT NULL,
  user_count INTEGER NOT NULL,
  interaction_count INTEGER NOT NULL,
  error_count INTEGER NOT NULL,
  unpriced_count INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  ai_tokens_cost_nano_usd INTEGER NOT NULL,
  db_ops_cost_nano_usd INTEGER NOT NULL,
  api_calls_cost_nano_usd INTEGER NOT NULL,
  compute_time_cost_nano_usd INTEGER NOT NULL,
  PRIMARY KEY (utc_offset, start_quarter_hour)
) STRICT, WITHOUT ROWID;

-- The sums of days and weeks by what usage can be grouped and filtered by, besides users and sessions.
CREATE TABLE local_period_models (
  utc_offset INTEGER NOT NULL,
  quarter_hours INTEGER NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  source TEXT NOT NULL,
  environment TEXT NOT NULL,
  interaction_count INTEGER NOT NULL,
  error_count INTEGER NOT NULL,
  unpriced_count INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  ai_tokens_cost_nano_usd INTEGER NOT NULL,
  db_ops_cost_nano_usd INTEGER NOT NULL,
  api_calls_cost_nano_usd INTEGER NOT NULL,
  compute_time_cost_nano_usd INTEGER NOT NULL,
  PRIMARY KEY (utc_offset, quarter_hours, start_quarter_hour, provider, model, type, status, source, environment)
) STRICT, WITHOUT ROWID;

-- How many sessions had their first interaction in a day or week of UTC: unlike the sessions of a period, new ones can be
-- added up.
CREATE TABLE utc_periods (
  quarter_hours INTEGER NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  new_session_count INTEGER NOT NULL,
  PRIMARY KEY (quarter_hours, start_quarter_hour)
) STRICT, WITHOUT ROWID;

-- The days and weeks of UTC by user.
CREATE TABLE utc_period_users (
  quarter_hours INTEGER NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  new_session_count INTEGER NOT NULL,
  interaction_count INTEGER NOT NULL,
  error_count INTEGER NOT NULL,
  unpriced_count INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  ai_tokens_cost_nano_usd INTEGER NOT NULL,
  db_ops_cost_nano_usd INTEGER NOT NULL,
  api_calls_cost_nano_usd INTEGER NOT NULL,
  compute_time_cost_nano_usd INTEGER NOT NULL,
  PRIMARY KEY (quarter_hours, start_quarter_hour, user_id)
) STRICT, WITHOUT ROWID;
