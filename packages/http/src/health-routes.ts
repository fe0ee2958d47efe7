import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { WorkerHealth } from "@voygent/contracts";
import { createDb, selectDatabaseTime } from "@voygent/db";

import type { AppEnv, CommonBindings } from "./app-env.ts";
import { createRoutes } from "./create-app.ts";
import { describeError, log } from "./log.ts";
import { jsonContent } from "./openapi.ts";

/** Whether the database answers a statement; a failure is logged and never thrown. */
async function databaseAnswers(env: CommonBindings, worker: string): Promise<boolean> {
  try {
    await selectDatabaseTime(createDb(env.DB));
    return true;
  } catch (error) {
    log("error", { worker, event: "health.database_failed", error: describeError(error) });
    return false;
  }
}

/**
 * `GET {prefix}/health` of one Worker, to be mounted at `/`: 200 when its database answers, else 503. No key needed.
 * `worker` is the name that the answer and the log carry.
 */
export function createHealthRoutes<Bindings extends CommonBindings>(
  worker: string,
  prefix: string,
): OpenAPIHono<AppEnv<Bindings>> {
  const health = createRoute({
    method: "get",
    path: `${prefix}/health`,
    operationId: "getHealth",
    summary: "Whether this Worker and its database answer",
    responses: {
      200: { description: "Healthy", content: jsonContent(WorkerHealth) },
      503: { description: "The database does not answer", content: jsonContent(WorkerHealth) },
    },
  });
  const routes = createRoutes<Bindings>();
  routes.openapi(health, async (c) => {
    const status = (await databaseAnswers(c.env, worker)) ? "ok" : "failed";
    const body: WorkerHealth = { status, worker, version: c.env.VERSION, checks: { database: status } };
    return status === "ok" ? c.json(body, 200) : c.json(body, 503);
  });
  return routes;
}
