-- API keys. Only SHA-256 hashes of the secrets are kept.
CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  secret_sha256 TEXT NOT NULL,
  langfuse_public_key TEXT NOT NULL,
  langfuse_secret_sha256 TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER,
  revoked_at_ms INTEGER
) STRICT, WITHOUT ROWID;
-- Every authenticated request looks its key up by the hash of the secret.
CREATE UNIQUE INDEX api_keys_secret_sha256_idx ON api_keys (secret_sha256);
CREATE UNIQUE INDEX api_keys_langfuse_public_key_idx ON api_keys (langfuse_public_key);

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_log (
  id TEXT NOT NULL PRIMARY KEY,
  occurred_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Listed newest first.
CREATE INDEX audit_log_occurred_at_ms_idx ON audit_log (occurred_at_ms, id);
