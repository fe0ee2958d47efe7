-- What of LibreChat's own figures is beside an unknown cost of ours, and what is equal but for rounding, call by call: sums that
-- can be added up over calls, users and days, so that each call counts under its own cause of a difference.
ALTER TABLE usage_labels ADD COLUMN unpriced_librechat_cost_nano_usd INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_labels ADD COLUMN equal_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_labels ADD COLUMN equal_cost_nano_usd INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_labels ADD COLUMN equal_librechat_cost_nano_usd INTEGER NOT NULL DEFAULT 0;

ALTER TABLE utc_period_labels ADD COLUMN unpriced_librechat_cost_nano_usd INTEGER NOT NULL DEFAULT 0;
ALTER TABLE utc_period_labels ADD COLUMN equal_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE utc_period_labels ADD COLUMN equal_cost_nano_usd INTEGER NOT NULL DEFAULT 0;
ALTER TABLE utc_period_labels ADD COLUMN equal_librechat_cost_nano_usd INTEGER NOT NULL DEFAULT 0;

-- What was summed without them is summed anew by the clock, oldest first; a walk that has not come so far begins where it stands.
INSERT OR REPLACE INTO label_backlog (next_quarter_hour, end_quarter_hour)
SELECT min(start.quarter_hour), NULL FROM (
  SELECT min(quarter_hour) - 1 AS quarter_hour FROM usage_labels UNION ALL SELECT next_quarter_hour FROM label_backlog
) AS start HAVING min(start.quarter_hour) IS NOT NULL;
DELETE FROM label_backlog WHERE next_quarter_hour > (SELECT min(next_quarter_hour) FROM label_backlog);
