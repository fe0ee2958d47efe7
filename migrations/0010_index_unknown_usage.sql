-- Calls of which no count is known are told apart from those that a price would help: their cost_status is 'usage_unknown'. They
-- are counted by time; an interaction of any other status is not in these indexes.
CREATE INDEX interactions_usage_unknown_idx ON interactions (occurred_at_ms)
  WHERE cost_status = 'usage_unknown';
CREATE INDEX interactions_archive_usage_unknown_idx ON interactions_archive (occurred_at_ms)
  WHERE cost_status = 'usage_unknown';
