-- Sessions that lasted for more than a week, few of them. All others that began before an instant and went on after it were
-- last active within a week of it, where the index on the last activity finds them.
CREATE INDEX sessions_long_idx ON sessions (started_at_ms, last_activity_at_ms)
  WHERE last_activity_at_ms - started_at_ms > 604800000;
CREATE INDEX sessions_archive_long_idx ON sessions_archive (started_at_ms, last_activity_at_ms)
  WHERE last_activity_at_ms - started_at_ms > 604800000;
