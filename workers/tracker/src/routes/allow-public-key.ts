import { type AppEnv, identifyCaller, identifyPublicKey, unauthorized } from "@voygent/http";
import { createMiddleware } from "hono/factory";

import type { TrackerBindings } from "../tracker-bindings.ts";

/**
 * Lets a request pass that has any valid key, or as `Bearer` the public key of a pair, which alone proves nothing: then the
 * caller has no scope, and the route has to look at the scopes itself.
 */
export const allowPublicKey = createMiddleware<AppEnv<TrackerBindings>>(async (c, next) => {
  const publicKey = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  const caller =
    (await identifyCaller(c)) ?? (publicKey === undefined ? null : await identifyPublicKey(c.env, publicKey));
  if (caller === null) throw unauthorized();
  c.set("caller", caller);
  await next();
});
