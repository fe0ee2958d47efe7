-- Finished days and weeks at each UTC offset by agent, endpoint and tools, of all users and all usage: what has no labels stands
-- under empty texts and `[]`. Few rows per day, so that a year by day reads thousands in any time zone. `closed_periods` says
-- which of them count.
CREATE TABLE local_period_labels (
  utc_offset INTEGER NOT NULL,
  quarter_hours INTEGER NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  agent TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  tools TEXT NOT NULL,
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
  timed_agent_name TEXT NOT NULL,
  PRIMARY KEY (utc_offset, quarter_hours, start_quarter_hour, agent, endpoint, tools)
) STRICT, WITHOUT ROWID;

-- What is closed was closed without these sums: it is summed anew.
DELETE FROM closed_periods;
