import { createRoute } from "@hono/zod-openapi";
import { FilterValues, SystemStats } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { getFilterValues } from "../services/get-filter-values.ts";
import { getSystemStats } from "../services/get-system-stats.ts";

const getSystemStatsRoute = createRoute({
  method: "get",
  path: "/stats/system",
  operationId: "getSystemStats",
  summary: "The whole installation over its whole life, archive included",
  tags: ["Statistics"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  responses: {
    200: { description: "Lifetime totals", content: jsonContent(SystemStats) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getFilterValuesRoute = createRoute({
  method: "get",
  path: "/filter-values",
  operationId: "getFilterValues",
  summary: "The values that the filters can take, most used first",
  tags: ["Filters"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  responses: {
    200: { description: "The values", content: jsonContent(FilterValues) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

export const systemRoutes = createRoutes<AnalyticsBindings>()
  .openapi(getSystemStatsRoute, async (c) => c.json(await getSystemStats(c), 200))
  .openapi(getFilterValuesRoute, async (c) => c.json(await getFilterValues(c), 200));
