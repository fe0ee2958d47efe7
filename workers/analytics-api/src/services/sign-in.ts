import type { SignedIn } from "@voygent/contracts";
import { AppError, identifyKey, startBrowserSession } from "@voygent/http";

import type { AnalyticsContext } from "../analytics-bindings.ts";

/** Signs the browser in with a key. Throws `unauthorized` for an unknown key, `forbidden` for one that may not read. */
export async function signIn(c: AnalyticsContext, key: string): Promise<SignedIn> {
  const caller = await identifyKey(c.env, key);
  if (caller === null) throw new AppError("unauthorized", "this key is not valid");
  if (!caller.scopes.includes("read") && !caller.scopes.includes("admin")) {
    throw new AppError("forbidden", "this key does not allow reading");
  }
  await startBrowserSession(c, caller.id);
  return { name: caller.name, scopes: caller.scopes };
}
