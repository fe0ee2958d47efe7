import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { jwtVerify, SignJWT } from "jose";

import type { AppEnv, CommonBindings } from "./app-env.ts";

const COOKIE = "voygent_session";
const LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const ADMIN_SUBJECT = "admin-token";

/** The cookie is signed with the admin token, so that changing the token signs everybody out. */
const signingKey = (adminToken: string) => new TextEncoder().encode(`voygent-session:${adminToken}`);

/** Signs the browser in: an HttpOnly, SameSite=Strict cookie for a week. `keyId` null stands for the admin token. */
export async function startBrowserSession<Bindings extends CommonBindings>(
  c: Context<AppEnv<Bindings>>,
  keyId: string | null,
): Promise<void> {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(keyId ?? ADMIN_SUBJECT)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(signingKey(c.env.ADMIN_TOKEN));
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: "Strict",
    secure: new URL(c.req.url).protocol === "https:",
    path: "/",
    maxAge: LIFETIME_SECONDS,
  });
}

/** Signs the browser out. */
export function endBrowserSession<Bindings extends CommonBindings>(c: Context<AppEnv<Bindings>>): void {
  deleteCookie(c, COOKIE, { path: "/" });
}

/** The key id in a valid session cookie, null for the admin token, undefined when there is no valid cookie. */
export async function readBrowserSession<Bindings extends CommonBindings>(
  c: Context<AppEnv<Bindings>>,
): Promise<string | null | undefined> {
  const token = getCookie(c, COOKIE);
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(token, signingKey(c.env.ADMIN_TOKEN), { algorithms: ["HS256"] });
    return payload.sub === ADMIN_SUBJECT ? null : payload.sub;
  } catch {
    return undefined;
  }
}
