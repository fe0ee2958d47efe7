import type { CreatedApiKey, NewApiKey } from "@voygent/contracts";
import { createDb, insertApiKey, insertAuditEntry } from "@voygent/db";
import { AppError, auditEntry, createSecret, sha256Hex } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { toInstant } from "./session-of-row.ts";

/** Makes a key and tells the audit log. Its secrets are in the answer alone; stored are their hashes. */
export async function createApiKey(c: AnalyticsContext, wanted: NewApiKey): Promise<CreatedApiKey> {
  const nowMs = Date.now();
  const expiresAtMs = wanted.expires_at === undefined ? null : Date.parse(wanted.expires_at);
  if (expiresAtMs !== null && expiresAtMs <= nowMs) {
    throw new AppError("invalid_input", "some fields are not valid", {
      fields: [{ path: "expires_at", message: "must be in the future" }],
    });
  }
  const id = crypto.randomUUID();
  const { name } = wanted;
  const scopes = [...new Set(wanted.scopes)];
  const secret = createSecret("vk_");
  const langfuse = { public_key: `pk-lf-${crypto.randomUUID()}`, secret_key: createSecret("sk-lf-") };
  const db = createDb(c.env.DB);
  await db.batch([
    insertApiKey(db, {
      id,
      name,
      scopes: JSON.stringify(scopes),
      secretSha256: await sha256Hex(secret),
      langfusePublicKey: langfuse.public_key,
      langfuseSecretSha256: await sha256Hex(langfuse.secret_key),
      createdAtMs: nowMs,
      expiresAtMs,
    }),
    insertAuditEntry(
      db,
      auditEntry(c.get("caller"), { action: "api_key.created", subject: id, detail: { name, scopes } }),
    ),
  ]);
  return {
    id,
    name,
    scopes,
    created_at: toInstant(nowMs),
    expires_at: expiresAtMs === null ? null : toInstant(expiresAtMs),
    key: secret,
    langfuse,
  };
}
