-- What people thought of an answer: scores as Langfuse clients send them, the latest of each id, without their comments.
CREATE TABLE feedback (
  id TEXT NOT NULL PRIMARY KEY,
  trace_id TEXT,
  observation_id TEXT,
  session_id TEXT,
  name TEXT NOT NULL,
  -- 1 or 0 for a thumb.
  value REAL,
  -- The category or the tag that was chosen, never a text that somebody wrote.
  label TEXT,
  environment TEXT NOT NULL,
  observed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- An interaction looks up what was said of its trace.
CREATE INDEX feedback_trace_id_idx ON feedback (trace_id);
