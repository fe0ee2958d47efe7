import { type ApiKeyList, Scope } from "@voygent/contracts";
import { createDb, selectApiKeys } from "@voygent/db";
import * as z from "zod";

import type { AnalyticsContext } from "../analytics-bindings.ts";
import { toInstant } from "./session-of-row.ts";

const StoredScopes = z.array(Scope);

/** The keys that are not revoked, newest first. */
export async function listApiKeys(c: AnalyticsContext): Promise<ApiKeyList> {
  const keys = await selectApiKeys(createDb(c.env.DB));
  return {
    data: keys.map(({ id, name, scopes, createdAtMs, expiresAtMs }) => ({
      id,
      name,
      scopes: StoredScopes.parse(JSON.parse(scopes)),
      created_at: toInstant(createdAtMs),
      expires_at: expiresAtMs === null ? null : toInstant(expiresAtMs),
    })),
  };
}
