-- The totals of `users` go up to a quarter hour, exclusive; what came since lies in `usage_quarter_hours`, so that an event does
-- not write its user's row. A row that does not say how far its totals go holds all that there is, past every quarter hour:
-- those that are here, and those that are written before the Workers that know the column. The next `foldUsers` says it.
ALTER TABLE users ADD COLUMN summed_to_quarter_hour INTEGER NOT NULL DEFAULT 9007199254740991;

-- What the totals of users need besides: the instant of the latest interaction, and how many sessions began with one of these.
-- In rows that are here both are unknown and never read, because the totals of their users hold them.
ALTER TABLE usage_quarter_hours ADD COLUMN last_seen_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_quarter_hours ADD COLUMN opened_session_count INTEGER NOT NULL DEFAULT 0;
