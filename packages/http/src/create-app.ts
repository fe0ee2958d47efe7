import { OpenAPIHono } from "@hono/zod-openapi";
import type { ProblemField } from "@voygent/contracts";
import type { Env, Hono } from "hono";
import type * as z from "zod";

import { AppError } from "./app-error.ts";
import type { AppEnv, CommonBindings } from "./app-env.ts";
import { describeError, log } from "./log.ts";
import { problemResponse } from "./problem-response.ts";
import { toAppError } from "./to-app-error.ts";

const REQUEST_ID = /^[\w-]{1,64}$/;

/** The invalid fields of a value, at most 50, with where they stand and what was expected. */
export function invalidFields(error: z.core.$ZodError): ProblemField[] {
  return error.issues
    .flatMap((issue) => {
      const path = issue.path.map(String);
      if (issue.code !== "unrecognized_keys") return [{ path: path.join("."), message: issue.message }];
      return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "is not known here" }));
    })
    .slice(0, 50);
}

/** A router whose invalid bodies, queries and paths become 400 problems that list every invalid field. */
export function createRoutes<Bindings extends CommonBindings>() {
  return new OpenAPIHono<AppEnv<Bindings>>({
    defaultHook: (result) => {
      if (result.success) return;
      throw new AppError("invalid_input", "some fields are not valid", { fields: invalidFields(result.error) });
    },
  });
}

/** The methods that the app serves on a path, `[]` when it does not know the path. */
function methodsOf<E extends Env>(app: Hono<E>, path: string): string[] {
  const segments = path.split("/");
  const matches = (pattern: string) => {
    const expected = pattern.split("/");
    // The last parameter of some paths takes the rest of the path: names of models hold slashes.
    const hasRest = expected.at(-1)?.endsWith("{.+}") === true && segments.length > expected.length;
    return (
      (hasRest || expected.length === segments.length) &&
      expected.every((part, index) => (part.startsWith(":") ? segments[index] !== "" : part === segments[index]))
    );
  };
  const methods = app.routes.filter(({ method, path: pattern }) => method !== "ALL" && matches(pattern));
  return [...new Set(methods.map(({ method }) => method))];
}

/**
 * The app of one Worker: request ids, one log line per request except for a good health, problem bodies for every error,
 * unknown path and wrong method. `worker` names it in the log.
 */
export function createApp<Bindings extends CommonBindings>(worker: string) {
  const app = createRoutes<Bindings>();

  app.use(async (c, next) => {
    const startedAtMs = Date.now();
    const given = c.req.header("x-request-id");
    c.set("requestId", given !== undefined && REQUEST_ID.test(given) ? given : crypto.randomUUID());
    c.set("logged", {});
    c.set("isForwarded", false);
    await next();
    c.header("x-request-id", c.get("requestId"));
    c.header("x-content-type-options", "nosniff");
    if (c.res.headers.get("cache-control") === null) c.header("cache-control", "no-store");
    // Whoever watches the product asks often: only what is not well is worth a line.
    if (c.res.status === 200 && c.req.path.endsWith("/health")) return;
    if (c.get("isForwarded")) return;
    log("info", {
      worker,
      request_id: c.get("requestId"),
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Date.now() - startedAtMs,
      ...c.get("logged"),
    });
  });

  app.onError((error, c) => {
    const problem = toAppError(error);
    if (problem.code === "internal_error" || problem.code === "database_unavailable") {
      log("error", { worker, request_id: c.get("requestId"), route: c.req.path, error: describeError(error) });
    }
    return problemResponse(problem, c.get("requestId"));
  });

  app.notFound((c) => {
    const methods = methodsOf(app, c.req.path);
    if (methods.length === 0) {
      return problemResponse(new AppError("not_found", "there is nothing at this path"), c.get("requestId"));
    }
    const allow = methods.toSorted().join(", ");
    const problem = new AppError("method_not_allowed", `expected ${allow}`, { headers: { allow } });
    return problemResponse(problem, c.get("requestId"));
  });

  return app;
}
