import * as z from "zod";

import { Instant, Text } from "./primitives.ts";

/** `track` writes events, `read` reads analytics and prices, `admin` does everything. */
export const Scope = z.enum(["track", "read", "admin"]).meta({ id: "Scope" });
export type Scope = z.infer<typeof Scope>;

export const NewApiKey = z
  .strictObject({ name: Text, scopes: z.array(Scope).min(1), expires_at: Instant.optional() })
  .meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** A key without its secret. */
export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(Scope),
    created_at: z.string(),
    expires_at: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

/** A new key; `key` and `langfuse.secret_key` are shown this once. */
export const CreatedApiKey = z
  .object({
    ...ApiKey.shape,
    key: z.string(),
    langfuse: z.object({ public_key: z.string(), secret_key: z.string() }),
  })
  .meta({ id: "CreatedApiKey" });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const ApiKeyList = z.object({ data: z.array(ApiKey) }).meta({ id: "ApiKeyList" });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

/** Signs a browser in with a key; the answer sets an HttpOnly session cookie. */
export const SignIn = z.object({ key: z.string().min(1).max(512) }).meta({ id: "SignIn" });
export type SignIn = z.infer<typeof SignIn>;

export const SignedIn = z.object({ name: z.string(), scopes: z.array(Scope) }).meta({ id: "SignedIn" });
export type SignedIn = z.infer<typeof SignedIn>;
