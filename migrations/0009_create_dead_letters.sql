-- Events that were acknowledged in queue mode and could not be stored since, until an admin replays or discards them.
CREATE TABLE dead_letters (
  id TEXT NOT NULL PRIMARY KEY,
  -- The message as it was queued: JSON, without content like every event.
  event TEXT NOT NULL,
  -- The class of the last failure, never its text.
  error TEXT NOT NULL,
  -- How often storing it failed since the queue gave it up.
  attempts INTEGER NOT NULL,
  first_failed_at_ms INTEGER NOT NULL,
  last_failed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Listed oldest first.
CREATE INDEX dead_letters_first_failed_at_ms_idx ON dead_letters (first_failed_at_ms, id);
