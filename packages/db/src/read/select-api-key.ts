import { eq } from "drizzle-orm";

import type { Db } from "../db.ts";
import { apiKeys } from "../schema/administration.ts";

/** The key with this secret, revoked and expired ones too. One row by `api_keys_secret_sha256_idx`. */
export function selectApiKeyBySecret(db: Db, secretSha256: string) {
  return db.select().from(apiKeys).where(eq(apiKeys.secretSha256, secretSha256)).get();
}

/** The key with this id, revoked and expired ones too. One row by primary key. */
export function selectApiKeyById(db: Db, id: string) {
  return db.select().from(apiKeys).where(eq(apiKeys.id, id)).get();
}

/** The key with this public key of Langfuse, revoked and expired ones too. One row by `api_keys_langfuse_public_key_idx`. */
export function selectApiKeyByPublicKey(db: Db, publicKey: string) {
  return db.select().from(apiKeys).where(eq(apiKeys.langfusePublicKey, publicKey)).get();
}
