import { Scope } from "@voygent/contracts";
import { createDb, selectApiKeyById, selectApiKeyBySecret } from "@voygent/db";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import * as z from "zod";

import { AppError } from "./app-error.ts";
import type { AppEnv, Caller, CommonBindings } from "./app-env.ts";
import { secretsEqual, sha256Hex } from "./secrets.ts";
import { readBrowserSession } from "./session-cookie.ts";

const StoredScopes = z.array(Scope);
const ADMIN: Caller = { id: null, name: "Admin token", scopes: ["track", "read", "admin"] };

type StoredKey = Awaited<ReturnType<typeof selectApiKeyById>>;

function callerOf(key: StoredKey, nowMs: number): Caller | null {
  if (key === undefined || key.revokedAtMs !== null) return null;
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return null;
  return { id: key.id, name: key.name, scopes: StoredScopes.parse(JSON.parse(key.scopes)) };
}

/** Who a key belongs to; null when it is unknown, revoked or expired. */
export async function identifyKey(env: CommonBindings, secret: string): Promise<Caller | null> {
  if (await secretsEqual(secret, env.ADMIN_TOKEN)) return ADMIN;
  return callerOf(await selectApiKeyBySecret(createDb(env.DB), await sha256Hex(secret)), Date.now());
}

async function identifyBrowser<Bindings extends CommonBindings>(c: Context<AppEnv<Bindings>>): Promise<Caller | null> {
  const keyId = await readBrowserSession(c);
  if (keyId === undefined) return null;
  const isWrite = c.req.method !== "GET" && c.req.method !== "HEAD";
  if (isWrite && c.req.header("origin") !== new URL(c.req.url).origin) return null;
  if (keyId === null) return ADMIN;
  return callerOf(await selectApiKeyById(createDb(c.env.DB), keyId), Date.now());
}

/**
 * Lets a request pass when its key (`Authorization: Bearer`) or its browser session has the scope; `admin` has all.
 * No valid key: 401. A key without the scope: 403. Neither says which. A browser session may only write from its own origin.
 */
export function requireScope<Bindings extends CommonBindings = CommonBindings>(scope: Scope) {
  return createMiddleware<AppEnv<Bindings>>(async (c, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const caller = bearer === undefined ? await identifyBrowser(c) : await identifyKey(c.env, bearer);
    if (caller === null) {
      throw new AppError("unauthorized", "send a valid key as `Authorization: Bearer KEY`", {
        headers: { "www-authenticate": "Bearer" },
      });
    }
    if (!caller.scopes.includes(scope) && !caller.scopes.includes("admin")) {
      throw new AppError("forbidden", "this key does not allow this request");
    }
    c.set("caller", caller);
    await next();
  });
}
