import { Scope } from "@voygent/contracts";
import { createDb, selectApiKeyById, selectApiKeyByPublicKey, selectApiKeyBySecret } from "@voygent/db";
import type { Context } from "hono";
import * as z from "zod";

import type { AppEnv, Caller, CommonBindings } from "./app-env.ts";
import { digestsEqual, sha256Hex } from "./secrets.ts";
import { readBrowserSession } from "./session-cookie.ts";

const StoredScopes = z.array(Scope);
const ADMIN: Caller = { id: null, name: "Admin token", scopes: ["track", "read", "admin"] };

type StoredKey = Awaited<ReturnType<typeof selectApiKeyById>>;

function callerOf(key: StoredKey, nowMs: number): Caller | null {
  if (key === undefined || key.revokedAtMs !== null) return null;
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return null;
  return { id: key.id, name: key.name, scopes: StoredScopes.parse(JSON.parse(key.scopes)) };
}

let adminToken = { token: "", digest: "" };

/** The digest of the admin token, made once: every request is compared with it. */
async function adminDigest({ ADMIN_TOKEN: token }: CommonBindings): Promise<string> {
  if (adminToken.token !== token) adminToken = { token, digest: await sha256Hex(token) };
  return adminToken.digest;
}

/** Who a key belongs to; null when it is unknown, revoked or expired. */
export async function identifyKey(env: CommonBindings, secret: string): Promise<Caller | null> {
  const digest = await sha256Hex(secret);
  if (digestsEqual(digest, await adminDigest(env))) return ADMIN;
  return callerOf(await selectApiKeyBySecret(createDb(env.DB), digest), Date.now());
}

/** Whose Langfuse key this is, by its public part alone, which proves nothing: the caller has no scope. */
export async function identifyPublicKey(env: CommonBindings, publicKey: string): Promise<Caller | null> {
  const caller = callerOf(await selectApiKeyByPublicKey(createDb(env.DB), publicKey), Date.now());
  return caller === null ? null : { ...caller, scopes: [] };
}

/** `public:secret` in base64 and UTF-8; null when it is no such thing. */
function readPair(base64: string): { publicKey: string; secret: string } | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const [publicKey = "", ...rest] = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(bytes)
      .split(":");
    return rest.length === 0 ? null : { publicKey, secret: rest.join(":") };
  } catch {
    return null;
  }
}

/** Who a pair of Langfuse keys belongs to: the secret proves it, and the public key must be of the same key. */
async function identifyPair(env: CommonBindings, base64: string): Promise<Caller | null> {
  const pair = readPair(base64);
  if (pair === null) return null;
  const key = await selectApiKeyByPublicKey(createDb(env.DB), pair.publicKey);
  const isProven = digestsEqual(await sha256Hex(pair.secret), key?.langfuseSecretSha256 ?? "");
  return isProven ? callerOf(key, Date.now()) : null;
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
 * Who sends a request, by its key (`Authorization: Bearer`), its pair of Langfuse keys (`Authorization: Basic`) or its
 * browser session; null when nothing of that is valid. A browser session may only write from its own origin.
 */
export async function identifyCaller<Bindings extends CommonBindings>(
  c: Context<AppEnv<Bindings>>,
): Promise<Caller | null> {
  const [, scheme, credentials] = /^(Bearer|Basic) +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  if (scheme === undefined || credentials === undefined) return await identifyBrowser(c);
  return scheme.toLowerCase() === "basic"
    ? await identifyPair(c.env, credentials)
    : await identifyKey(c.env, credentials);
}
