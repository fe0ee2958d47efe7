import { createRoute } from "@hono/zod-openapi";
import { Interaction, InteractionList, InteractionQuery, InteractionsQuery } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { findInteraction } from "../services/find-interaction.ts";
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

const getInteractionRoute = createRoute({
  method: "get",
  path: "/interaction",
  operationId: "getInteraction",
  summary: "One interaction by its id",
  description:
    "Where several sources have sent the id, `source` says which interaction is meant; without it the request is refused " +
    "with their names.",
  tags: ["Interactions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: InteractionQuery },
  responses: {
    200: { description: "The interaction", content: jsonContent(Interaction) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

export const interactionRoutes = createRoutes<AnalyticsBindings>()
  .openapi(listInteractionsRoute, async (c) => c.json(await listInteractions(c, c.req.valid("query")), 200))
  .openapi(getInteractionRoute, async (c) => c.json(await findInteraction(c, c.req.valid("query")), 200));
