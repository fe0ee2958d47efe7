import { createRoute } from "@hono/zod-openapi";
import { AuditLog, AuditQuery, CostExplanation, InteractionQuery } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { explainInteractionCost } from "../services/explain-interaction-cost.ts";
import { listAuditLog } from "../services/list-audit-log.ts";

const explainCostRoute = createRoute({
  method: "get",
  path: "/interaction-cost",
  operationId: "explainInteractionCost",
  summary: "The calculation behind the cost of one interaction",
  description:
    "All lines, the discount and the rounding together are the total cost, exactly. Where several sources have sent the id, " +
    "`source` says which interaction is meant; without it the request is refused with their names.",
  tags: ["Interactions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: InteractionQuery },
  responses: {
    200: { description: "The calculation", content: jsonContent(CostExplanation) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

const listAuditLogRoute = createRoute({
  method: "get",
  path: "/audit",
  operationId: "listAuditLog",
  summary: "Who changed what and when, newest first",
  tags: ["Audit log"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("admin"),
  request: { query: AuditQuery },
  responses: {
    200: { description: "One page of entries", content: jsonContent(AuditLog) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

/** Where costs and changes come from. */
export const auditRoutes = createRoutes<AnalyticsBindings>()
  .openapi(explainCostRoute, async (c) => c.json(await explainInteractionCost(c, c.req.valid("query")), 200))
  .openapi(listAuditLogRoute, async (c) => c.json(await listAuditLog(c, c.req.valid("query")), 200));
