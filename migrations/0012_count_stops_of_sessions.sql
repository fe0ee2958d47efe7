-- What the list of sessions shows beside the errors: how many interactions were stopped by their user, and whether the
-- conversation is a temporary one of LibreChat, which its interactions say in their metadata.
ALTER TABLE sessions ADD COLUMN cancelled_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN is_temporary INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions_archive ADD COLUMN cancelled_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions_archive ADD COLUMN is_temporary INTEGER NOT NULL DEFAULT 0;

-- A session that is not archived may have interactions that are.
UPDATE sessions SET cancelled_count = marked.cancelled_count, is_temporary = marked.is_temporary
  FROM (
    SELECT session_id, sum(status = 'cancelled') AS cancelled_count,
      max(metadata IS NOT NULL AND json_type(metadata, '$.is_temporary') IS 'true') AS is_temporary
    FROM (
      SELECT session_id, status, metadata FROM interactions
      UNION ALL SELECT session_id, status, metadata FROM interactions_archive
    )
    WHERE status = 'cancelled' OR metadata LIKE '%"is_temporary":true%' GROUP BY session_id
  ) AS marked WHERE sessions.id = marked.session_id;
UPDATE sessions_archive SET cancelled_count = marked.cancelled_count, is_temporary = marked.is_temporary
  FROM (
    SELECT session_id, sum(status = 'cancelled') AS cancelled_count,
      max(metadata IS NOT NULL AND json_type(metadata, '$.is_temporary') IS 'true') AS is_temporary
    FROM interactions_archive
    WHERE status = 'cancelled' OR metadata LIKE '%"is_temporary":true%' GROUP BY session_id
  ) AS marked WHERE sessions_archive.id = marked.session_id;
