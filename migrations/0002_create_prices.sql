-- Times of rates are ranges: effective_from_ms 0 is "always", 253402300799999 (the year 9999) is "still open", so that no
-- key holds a NULL and "what did we believe on day X about day Y" is two range tests.

-- One row per price list: where it is read and what was last seen there. A list is read again when its adapter reads more.
CREATE TABLE price_sources (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  etag TEXT,
  content_sha256 TEXT,
  first_fetched_at_ms INTEGER,
  fetched_at_ms INTEGER,
  adapter_version INTEGER NOT NULL,
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

-- The model part of a source, in its order: its match rule as JSON (null: found by its names alone), the other names that
-- the source itself gives it (a JSON list), and the key under which the source has it.
CREATE TABLE price_models (
  source TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  source_key TEXT NOT NULL,
  match TEXT,
  aliases TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source, provider, model)
) STRICT, WITHOUT ROWID;

-- Dated rates, append-only, each from one source. In force in [effective_from_ms, effective_to_ms), the vendor's time, within
-- minutes [window_start_minute, window_end_minute) of the UTC day (0 and 1440: all day) on `weekdays` (bits, Monday 1 to
-- Sunday 64). recorded_at_ms and superseded_at_ms are ours. `position` orders the entries of one period, the last active wins.
-- `rates` is JSON {"unit": [{"min_input_tokens", "inclusive", "rate_pico_usd"}]}, `flags` a JSON list.
CREATE TABLE price_rates (
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  source TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  effective_from_ms INTEGER NOT NULL,
  window_start_minute INTEGER NOT NULL,
  window_end_minute INTEGER NOT NULL,
  weekdays INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  effective_to_ms INTEGER NOT NULL,
  superseded_at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  is_free INTEGER NOT NULL,
  rates TEXT NOT NULL,
  flags TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  PRIMARY KEY (provider, model, source, service_tier, effective_from_ms, window_start_minute, weekdays, recorded_at_ms)
) STRICT, WITHOUT ROWID;
-- A cost names its rate.
CREATE UNIQUE INDEX price_rates_id_idx ON price_rates (id);
-- A sync compares a source's rates of today with what it has just read, and the book is built from them: one range each.
CREATE INDEX price_rates_source_superseded_at_ms_idx ON price_rates (source, superseded_at_ms, provider, model);

-- Every change of prices is one revision; its key is taken once, so of two writers at the same instant one fails as a whole.
CREATE TABLE price_revisions (
  revision INTEGER NOT NULL PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  cause TEXT NOT NULL,
  actor TEXT
) STRICT;

-- The published price book: everything the tracker needs to price, as one text. Its version is the revision that it holds.
CREATE TABLE price_books (
  version INTEGER NOT NULL PRIMARY KEY,
  published_at_ms INTEGER NOT NULL,
  format INTEGER NOT NULL,
  content_sha256 TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

-- Rates that moved too far to be believed without an admin. `listed` is what would be taken over, `moves` why it is held.
CREATE TABLE price_quarantine (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  listed TEXT NOT NULL,
  listed_sha256 TEXT NOT NULL,
  moves TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  decided_at_ms INTEGER,
  decided_by TEXT,
  run_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What was held once is not written again when it is seen again.
CREATE UNIQUE INDEX price_quarantine_listed_idx ON price_quarantine (source, provider, model, service_tier, listed_sha256);
-- The pending ones are listed, newest first.
CREATE INDEX price_quarantine_status_idx ON price_quarantine (status, created_at_ms);

CREATE TABLE price_runs (
  id TEXT NOT NULL PRIMARY KEY,
  trigger TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Runs are listed newest first.
CREATE INDEX price_runs_started_at_ms_idx ON price_runs (started_at_ms);

-- What a run brought from one source; `detail` is JSON with the changes, what vanished, what was skipped and why.
CREATE TABLE price_run_sources (
  run_id TEXT NOT NULL,
  source TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  model_count INTEGER NOT NULL,
  added_count INTEGER NOT NULL,
  changed_count INTEGER NOT NULL,
  quarantined_count INTEGER NOT NULL,
  vanished_count INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (run_id, source)
) STRICT, WITHOUT ROWID;
-- The last run of each source is shown.
CREATE INDEX price_run_sources_source_started_at_ms_idx ON price_run_sources (source, started_at_ms);

-- Keys of a price list that nobody understands yet, each told once.
CREATE TABLE price_unknown_keys (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  example TEXT NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

-- Own settings beside the own rates (rows of price_rates with the source `override`). Never changed but to be superseded; in
-- force in [effective_from_ms, effective_to_ms), known in [recorded_at_ms, superseded_at_ms).

-- What is taken off the AI costs at a provider, in hundredths of a percent.
CREATE TABLE price_discounts (
  id TEXT NOT NULL PRIMARY KEY,
  provider TEXT NOT NULL,
  basis_points INTEGER NOT NULL,
  note TEXT,
  effective_from_ms INTEGER NOT NULL,
  effective_to_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  superseded_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What holds today is read for every price book.
CREATE INDEX price_discounts_superseded_at_ms_idx ON price_discounts (superseded_at_ms, provider);

-- What one call of an own service costs.
CREATE TABLE price_service_rates (
  id TEXT NOT NULL PRIMARY KEY,
  service TEXT NOT NULL,
  pico_usd_per_call INTEGER NOT NULL,
  effective_from_ms INTEGER NOT NULL,
  effective_to_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  superseded_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX price_service_rates_superseded_at_ms_idx ON price_service_rates (superseded_at_ms, service);

-- What database rows, calls and CPU time cost; free_tier 1 makes all four 0.
CREATE TABLE price_resource_rates (
  id TEXT NOT NULL PRIMARY KEY,
  row_read_pico_usd INTEGER NOT NULL,
  row_written_pico_usd INTEGER NOT NULL,
  api_call_pico_usd INTEGER NOT NULL,
  cpu_ms_pico_usd INTEGER NOT NULL,
  free_tier INTEGER NOT NULL,
  effective_from_ms INTEGER NOT NULL,
  effective_to_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  superseded_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX price_resource_rates_superseded_at_ms_idx ON price_resource_rates (superseded_at_ms);

-- Which model an own name stands for. It says what a name means, so it holds for every date.
CREATE TABLE price_aliases (
  id TEXT NOT NULL PRIMARY KEY,
  provider TEXT NOT NULL,
  alias TEXT NOT NULL,
  target_provider TEXT NOT NULL,
  target_model TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  superseded_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX price_aliases_superseded_at_ms_idx ON price_aliases (superseded_at_ms, provider, alias);
