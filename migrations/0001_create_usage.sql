-- One row per interaction: its sender chose the id, so that it is unique within a source only. Costs are nano-dollars; a null
-- AI cost means "no price known".
CREATE TABLE interactions (
  id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  source TEXT NOT NULL,
  environment TEXT NOT NULL,
  duration_ms INTEGER,
  ttft_ms INTEGER,
  usage TEXT NOT NULL,
  metadata TEXT,
  content_hash TEXT NOT NULL,
  ai_tokens_cost_nano_usd INTEGER,
  db_ops_cost_nano_usd INTEGER NOT NULL,
  api_calls_cost_nano_usd INTEGER NOT NULL,
  compute_time_cost_nano_usd INTEGER NOT NULL,
  cost_status TEXT NOT NULL,
  price_source TEXT,
  rate_id TEXT,
  matched_by TEXT,
  calculation_version INTEGER NOT NULL,
  reported_cost_nano_usd INTEGER,
  -- 0 when recorded, +1 with each new estimate: what the guard of every re-estimate compares.
  cost_revision INTEGER NOT NULL,
  -- The re-pricing that made the estimate in force; null: made when it was recorded.
  cost_run_id TEXT,
  -- JSON of what besides the rate played a part, or null.
  cost_basis TEXT,
  PRIMARY KEY (id, source)
) STRICT, WITHOUT ROWID;
-- Session detail pages by time within one session.
CREATE INDEX interactions_session_id_occurred_at_ms_idx ON interactions (session_id, occurred_at_ms, id, source);
-- The interaction list pages by time; the archiver walks it from the oldest end.
CREATE INDEX interactions_occurred_at_ms_idx ON interactions (occurred_at_ms, id, source);
-- Late pricing walks the unpriced interactions of one model; an interaction with a price is not in it.
CREATE INDEX interactions_unpriced_idx ON interactions (provider, model, occurred_at_ms, id, source)
  WHERE cost_status = 'unpriced';

-- One row per session with the running totals of its interactions. `models` is a JSON object {"model": interaction count}.
CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  source TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  last_activity_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
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
  models TEXT NOT NULL,
  metadata TEXT
) STRICT, WITHOUT ROWID;
-- The session list pages by latest activity; the archiver walks it from the oldest end. With the start, it tells which
-- sessions overlap a range without a look at the table.
CREATE INDEX sessions_last_activity_at_ms_idx ON sessions (last_activity_at_ms, id, started_at_ms);

-- Lifetime totals of each user, per source so that one source can be removed again. `models` as in `sessions`.
CREATE TABLE users (
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  session_count INTEGER NOT NULL,
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
  models TEXT NOT NULL,
  PRIMARY KEY (id, source)
) STRICT, WITHOUT ROWID;

-- The rollup that every sum over time rests on. `quarter_hour` counts quarter hours since 1970-01-01T00:00Z,
-- because every time zone on Earth starts its days on one.
CREATE TABLE usage_quarter_hours (
  user_id TEXT NOT NULL,
  quarter_hour INTEGER NOT NULL,
  session_id TEXT NOT NULL,
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
  PRIMARY KEY (user_id, quarter_hour, session_id, provider, model, type, status, source, environment)
) STRICT, WITHOUT ROWID;

-- Finished days and weeks of a time zone, summed once from usage_quarter_hours so that a year reads 52 weeks and not 35,000
-- quarter hours. `period` is a day (2026-03-14) or a week from Monday on (2026-03-09/P1W). A row here says that the sums of
-- the period are complete; a late event deletes it. A session is new in the period that has its first interaction:
-- unlike the sessions of a period, new ones can be added up.
CREATE TABLE local_periods (
  tz TEXT NOT NULL,
  period TEXT NOT NULL,
  start_quarter_hour INTEGER NOT NULL,
  end_quarter_hour INTEGER NOT NULL,
  session_count INTEGER NOT NULL,
  new_session_count INTEGER NOT NULL,
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
  PRIMARY KEY (tz, period)
) STRICT, WITHOUT ROWID;
-- A late event looks up the finished periods that contain it, in every time zone; an event of now finds none that ends after it.
CREATE INDEX local_periods_end_quarter_hour_idx ON local_periods (end_quarter_hour);

CREATE TABLE local_period_models (
  tz TEXT NOT NULL,
  period TEXT NOT NULL,
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
  PRIMARY KEY (tz, period, provider, model, type, status, source, environment)
) STRICT, WITHOUT ROWID;

CREATE TABLE local_period_users (
  tz TEXT NOT NULL,
  period TEXT NOT NULL,
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
  PRIMARY KEY (tz, period, user_id)
) STRICT, WITHOUT ROWID;

-- Estimates that a re-pricing has superseded; the one in force stands in `interactions`.
CREATE TABLE cost_estimates (
  interaction_id TEXT NOT NULL,
  interaction_source TEXT NOT NULL,
  superseded_by_run_id TEXT NOT NULL,
  superseded_at_ms INTEGER NOT NULL,
  made_by_run_id TEXT,
  calculation_version INTEGER NOT NULL,
  ai_tokens_cost_nano_usd INTEGER,
  db_ops_cost_nano_usd INTEGER NOT NULL,
  api_calls_cost_nano_usd INTEGER NOT NULL,
  compute_time_cost_nano_usd INTEGER NOT NULL,
  cost_status TEXT NOT NULL,
  price_source TEXT,
  rate_id TEXT,
  matched_by TEXT,
  cost_basis TEXT,
  PRIMARY KEY (interaction_id, interaction_source, superseded_by_run_id)
) STRICT, WITHOUT ROWID;
-- To undo a run, its estimates are walked.
CREATE INDEX cost_estimates_run_idx ON cost_estimates (superseded_by_run_id, interaction_id, interaction_source);

-- How many interactions of a model have no price, archived ones included: always exactly the unpriced rows.
CREATE TABLE unpriced_models (
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  interaction_count INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  -- All of them have been priced in vain with the price book of this version, or are just being walked with it.
  tried_book_version INTEGER NOT NULL,
  PRIMARY KEY (provider, model)
) STRICT, WITHOUT ROWID;

-- Runs that estimate stored interactions anew, one row each; `filter` and `by_model` are JSON.
CREATE TABLE reprice_runs (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  undoes_run_id TEXT,
  rehearsal_id TEXT,
  status TEXT NOT NULL,
  filter TEXT NOT NULL,
  book_version INTEGER NOT NULL,
  -- The last interaction that was looked at.
  cursor_ms INTEGER NOT NULL,
  cursor_id TEXT NOT NULL,
  cursor_source TEXT NOT NULL,
  -- How many steps were taken; two callers cannot take the same one.
  step INTEGER NOT NULL,
  -- 1 within the batch of a step, never outside: what its statements look at to know that the step takes place.
  is_writing INTEGER NOT NULL,
  examined_count INTEGER NOT NULL,
  changed_count INTEGER NOT NULL,
  skipped_count INTEGER NOT NULL,
  cost_before_nano_usd INTEGER NOT NULL,
  cost_after_nano_usd INTEGER NOT NULL,
  by_model TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT,
  created_at_ms INTEGER NOT NULL,
  stepped_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER
) STRICT, WITHOUT ROWID;
-- Runs are listed newest first.
CREATE INDEX reprice_runs_created_at_ms_idx ON reprice_runs (created_at_ms);
-- The clock goes on with what is running; ended runs are not in it.
CREATE INDEX reprice_runs_running_idx ON reprice_runs (created_at_ms) WHERE status = 'running';

-- What came in and was odd, counted per day in UTC (days since 1970), kind and subject (a model, a field, a session); never
-- holds content. The day comes first, because what is asked for is a range of days.
CREATE TABLE warnings (
  utc_day INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  source TEXT NOT NULL,
  warning_count INTEGER NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  example_id TEXT,
  PRIMARY KEY (utc_day, kind, subject, source)
) STRICT, WITHOUT ROWID;
