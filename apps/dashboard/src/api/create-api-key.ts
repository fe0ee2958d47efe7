import { analyticsClient } from "./analytics-client.ts";
import type { Scope } from "./schema.ts";
import { unwrap } from "./unwrap.ts";

/** Makes a key; the answer carries its secrets, which cannot be read again. */
export const createApiKey = (body: { name: string; scopes: Scope[] }) =>
  unwrap(analyticsClient.POST("/api/keys", { body }));
