import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const apiKeys = sqliteTable("api_keys", {
  id: text("id").notNull().primaryKey(),
  name: text("name").notNull(),
  scopes: text("scopes").notNull(),
  secretSha256: text("secret_sha256").notNull(),
  langfusePublicKey: text("langfuse_public_key").notNull(),
  langfuseSecretSha256: text("langfuse_secret_sha256").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  expiresAtMs: integer("expires_at_ms"),
  revokedAtMs: integer("revoked_at_ms"),
});

export const settings = sqliteTable("settings", {
  key: text("key").notNull().primaryKey(),
  value: text("value").notNull(),
  updatedAtMs: integer("updated_at_ms").notNull(),
});

export const auditLog = sqliteTable("audit_log", {
  id: text("id").notNull().primaryKey(),
  occurredAtMs: integer("occurred_at_ms").notNull(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
  detail: text("detail").notNull(),
});
