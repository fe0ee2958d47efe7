-- Since when a price list cannot be read or taken over; null while it answers well. What it said then stands in the runs.
ALTER TABLE price_sources ADD COLUMN failed_at_ms INTEGER;
UPDATE price_sources SET failed_at_ms = (
  SELECT max(run.started_at_ms) FROM price_run_sources AS run
  WHERE run.source = price_sources.id AND run.started_at_ms > coalesce(price_sources.fetched_at_ms, 0)
    AND run.status IN ('failed', 'rejected')
);
