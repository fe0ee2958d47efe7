-- Usage by agent, endpoint and tools, for interactions that carry such labels or a figure of LibreChat's own; one row per
-- combination, so that each interaction stands in one row and any two labels combine. Texts are empty, and lists `[]`, where
-- there is none. `tools` and `librechat_notes` are JSON arrays of names without repeats in the order of their code points.
-- `agent_name` is the latest name of the agent here. It begins with the time, because most questions ask for all users.
CREATE TABLE usage_labels (
  quarter_hour INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  tools TEXT NOT NULL,
  librechat_notes TEXT NOT NULL,
  has_librechat_cost INTEGER NOT NULL,
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
  -- LibreChat's own figures together. What it told none of has rows of its own, by `has_librechat_cost`, so that calls that it did
  -- not charge are never summed with others.
  librechat_cost_nano_usd INTEGER NOT NULL,
  agent_name TEXT NOT NULL,
  PRIMARY KEY (quarter_hour, user_id, agent, endpoint, tools, librechat_notes, has_librechat_cost, provider, model, type, status,
    source, environment)
) STRICT, WITHOUT ROWID;
-- The sample is removed user by user; no other row is in it, so that no event of theirs writes it.
CREATE INDEX usage_labels_sample_idx ON usage_labels (user_id) WHERE source = 'sample';

-- The finished days and weeks of UTC by labels, of all users together. `closed_periods` says which of them count.
-- `timed_agent_name` is the latest name of the agent behind 20 digits of its quarter hour, so that the greatest is the latest.
CREATE TABLE utc_period_labels (
  quarter_hours INTEGER NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  agent TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  tools TEXT NOT NULL,
  librechat_notes TEXT NOT NULL,
  has_librechat_cost INTEGER NOT NULL,
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
  librechat_cost_nano_usd INTEGER NOT NULL,
  timed_agent_name TEXT NOT NULL,
  PRIMARY KEY (quarter_hours, start_quarter_hour, agent, endpoint, tools, librechat_notes, has_librechat_cost, provider, model, type,
    status, source, environment)
) STRICT, WITHOUT ROWID;

-- Where the clock stands that sums by labels what was stored before: one row until that is done. Everything before
-- `end_quarter_hour` is to be summed; what is recorded at the first turn of the clock or later has been summed with its write.
CREATE TABLE label_backlog (
  next_quarter_hour INTEGER NOT NULL PRIMARY KEY,
  end_quarter_hour INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO label_backlog (next_quarter_hour, end_quarter_hour)
SELECT oldest.occurred_at_ms / 900000 - 1, NULL FROM (
  SELECT min(occurred_at_ms) AS occurred_at_ms FROM (
    SELECT min(occurred_at_ms) AS occurred_at_ms FROM interactions
    UNION ALL SELECT min(occurred_at_ms) FROM interactions_archive
  )
) AS oldest WHERE oldest.occurred_at_ms IS NOT NULL;
