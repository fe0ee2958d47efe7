import type { Scope } from "@voygent/contracts";
import { createMiddleware } from "hono/factory";

import { AppError } from "./app-error.ts";
import type { AppEnv, Caller, CommonBindings } from "./app-env.ts";
import { identifyCaller } from "./identify-caller.ts";

/** Whether a caller may do what needs this scope; `admin` has all. */
export const hasScope = ({ scopes }: Caller, scope: Scope): boolean =>
  scopes.includes(scope) || scopes.includes("admin");

/** The problem of a request without a valid key. Never a challenge for Basic: browsers would ask their user for a password. */
export const unauthorized = () =>
  new AppError("unauthorized", "send a valid key as `Authorization: Bearer KEY`", {
    headers: { "www-authenticate": "Bearer" },
  });

/** The problem of a request whose key lacks a scope. */
export const forbidden = () => new AppError("forbidden", "this key does not allow this request");

/**
 * Lets a request pass when its key, its pair of Langfuse keys or its browser session has the scope. No valid key: 401. A key
 * without the scope: 403. Neither says which.
 */
export function requireScope<Bindings extends CommonBindings = CommonBindings>(scope: Scope) {
  return createMiddleware<AppEnv<Bindings>>(async (c, next) => {
    const caller = await identifyCaller(c);
    if (caller === null) throw unauthorized();
    if (!hasScope(caller, scope)) throw forbidden();
    c.set("caller", caller);
    await next();
  });
}
