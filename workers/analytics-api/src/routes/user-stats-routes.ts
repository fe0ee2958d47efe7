import { createRoute } from "@hono/zod-openapi";
import { UsageFilterQuery, UserDetail, UserList, UsersQuery } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";
import * as z from "zod";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { getUser } from "../services/get-user.ts";
import { listUsers } from "../services/list-users.ts";

const UserParams = z.object({
  user_id: z.string().min(1).meta({ description: "The user's id, URL-encoded", example: "u-42" }),
});

const listUsersRoute = createRoute({
  method: "get",
  path: "/stats/users",
  operationId: "listUsers",
  summary: "Users who were active in the range, with their lifetime figures beside",
  description: "The range is the last 30 days in `tz`, today included, unless dates are given.",
  tags: ["Users"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: UsersQuery },
  responses: {
    200: { description: "One page of users", content: jsonContent(UserList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getUserRoute = createRoute({
  method: "get",
  path: "/stats/users/{user_id}",
  operationId: "getUser",
  summary: "One user: lifetime, range, and the range by model",
  description: "The range is the last 30 days in `tz`, today included, unless dates are given.",
  tags: ["Users"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { params: UserParams, query: UsageFilterQuery.omit({ user_id: true }) },
  responses: {
    200: { description: "The user", content: jsonContent(UserDetail) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

export const userStatsRoutes = createRoutes<AnalyticsBindings>()
  .openapi(listUsersRoute, async (c) => c.json(await listUsers(c, c.req.valid("query")), 200))
  .openapi(getUserRoute, async (c) =>
    c.json(await getUser(c, c.req.valid("param").user_id, c.req.valid("query")), 200),
  );
