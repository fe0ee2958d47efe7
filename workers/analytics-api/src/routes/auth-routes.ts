import { createRoute } from "@hono/zod-openapi";
import { SignedIn, SignIn } from "@voygent/contracts";
import { createRoutes, endBrowserSession, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { limitBody } from "../limit-body.ts";
import { signIn } from "../services/sign-in.ts";

const signInRoute = createRoute({
  method: "post",
  path: "/auth/sign-in",
  operationId: "signIn",
  summary: "Sign a browser in with a key that may read; the answer sets an HttpOnly session cookie",
  tags: ["Sign-in"],
  security: [],
  middleware: limitBody,
  request: { body: { required: true, content: jsonContent(SignIn) } },
  responses: {
    200: { description: "Signed in for a week", content: jsonContent(SignedIn) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

const signOutRoute = createRoute({
  method: "post",
  path: "/auth/sign-out",
  operationId: "signOut",
  summary: "Sign the browser out",
  tags: ["Sign-in"],
  security: [],
  responses: { 204: { description: "The cookie is gone" } },
});

const getCallerRoute = createRoute({
  method: "get",
  path: "/auth/me",
  operationId: "getCaller",
  summary: "Who the key or the browser session belongs to",
  tags: ["Sign-in"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  responses: {
    200: { description: "The caller", content: jsonContent(SignedIn) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

export const authRoutes = createRoutes<AnalyticsBindings>()
  .openapi(signInRoute, async (c) => c.json(await signIn(c, c.req.valid("json").key), 200))
  .openapi(signOutRoute, (c) => {
    endBrowserSession(c);
    return c.body(null, 204);
  })
  .openapi(getCallerRoute, (c) => {
    const { name, scopes } = c.get("caller");
    return c.json({ name, scopes }, 200);
  });
