-- One row per published price list: where it is read and what was last seen there.
CREATE TABLE price_sources (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  etag TEXT,
  content_sha256 TEXT,
  fetched_at_ms INTEGER,
  model_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The provider part of a source: who it is and how it is recognised. `rules` is JSON.
CREATE TABLE price_providers (
  source TEXT NOT NULL,
  provider TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  rules TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source, provider)
) STRICT, WITHOUT ROWID;

-- The model part of a source: its match rule as JSON, in the order of the source, first match wins.
CREATE TABLE price_models (
  source TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  match TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source, provider, model)
) STRICT, WITHOUT ROWID;

-- Dated rates, append-only. In force from effective_from_ms (the vendor's time); recorded_at_ms and superseded_at_ms are
-- ours. `rates` is JSON {"unit": [{"min_input_tokens", "inclusive", "rate_pico_usd"}]}. A daily window is minutes of the UTC day.
CREATE TABLE price_rates (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  position INTEGER NOT NULL,
  effective_from_ms INTEGER,
  window_start_minute INTEGER,
  window_end_minute INTEGER,
  rates TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  superseded_at_ms INTEGER
) STRICT, WITHOUT ROWID;
-- A sync compares the rows of one source with what it has just read; rates are listed by provider and model.
CREATE INDEX price_rates_source_provider_model_idx ON price_rates (source, provider, model, superseded_at_ms);

-- The published price book: everything the tracker needs to price, as one JSON document. The newest version is in force.
CREATE TABLE price_books (
  version INTEGER NOT NULL PRIMARY KEY,
  published_at_ms INTEGER NOT NULL,
  content_sha256 TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE TABLE price_runs (
  id TEXT NOT NULL PRIMARY KEY,
  trigger TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  status TEXT NOT NULL,
  sources TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Runs are listed newest first.
CREATE INDEX price_runs_started_at_ms_idx ON price_runs (started_at_ms);
