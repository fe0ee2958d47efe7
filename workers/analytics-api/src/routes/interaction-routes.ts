import { createRoute } from "@hono/zod-openapi";
import { InteractionList, InteractionsQuery } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { listInteractions } from "../services/list-interactions.ts";

const listInteractionsRoute = createRoute({
  method: "get",
  path: "/interactions",
  operationId: "listInteractions",
  summary: "List interactions, newest first, each with its full cost",
  description: "Archived interactions are listed like all others. Without dates every interaction is listed.",
  tags: ["Interactions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: InteractionsQuery },
  responses: {
    200: { description: "One page of interactions", content: jsonContent(InteractionList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

export const interactionRoutes = createRoutes<AnalyticsBindings>().openapi(listInteractionsRoute, async (c) =>
  c.json(await listInteractions(c, c.req.valid("query")), 200),
);
