-- Rows older than the archive age, moved here by the archiver. Same columns as the tables they come from; ids stay known.
CREATE TABLE interactions_archive (
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
  cost_revision INTEGER NOT NULL,
  cost_run_id TEXT,
  cost_basis TEXT,
  PRIMARY KEY (id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX interactions_archive_session_id_occurred_at_ms_idx ON interactions_archive (session_id, occurred_at_ms, id, source);
CREATE INDEX interactions_archive_occurred_at_ms_idx ON interactions_archive (occurred_at_ms, id, source);
CREATE INDEX interactions_archive_unpriced_idx ON interactions_archive (provider, model, occurred_at_ms, id, source)
  WHERE cost_status = 'unpriced';

CREATE TABLE sessions_archive (
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
CREATE INDEX sessions_archive_last_activity_at_ms_idx ON sessions_archive (last_activity_at_ms, id);

CREATE TABLE cost_estimates_archive (
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
CREATE INDEX cost_estimates_archive_run_idx ON cost_estimates_archive (superseded_by_run_id, interaction_id, interaction_source);

CREATE TABLE archive_runs (
  id TEXT NOT NULL PRIMARY KEY,
  trigger TEXT NOT NULL,
  older_than_ms INTEGER NOT NULL,
  started_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  status TEXT NOT NULL,
  moved_sessions INTEGER NOT NULL,
  moved_interactions INTEGER NOT NULL,
  moved_cost_estimates INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Runs are listed newest first.
CREATE INDEX archive_runs_started_at_ms_idx ON archive_runs (started_at_ms);
