import { createRoute } from "@hono/zod-openapi";
import {
  Breakdown,
  BreakdownQuery,
  DailyUsageList,
  Reconciliation,
  ReconciliationQuery,
  Timeseries,
  TimeseriesQuery,
  UnknownUsage,
  UsageFilterQuery,
} from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { countUnknownUsage } from "../services/count-unknown-usage.ts";
import { getBreakdown } from "../services/get-breakdown.ts";
import { getDailyUsage } from "../services/get-daily-usage.ts";
import { getReconciliation } from "../services/get-reconciliation.ts";
import { getTimeseries } from "../services/get-timeseries.ts";

const RANGE =
  "The range is the last 30 days in `tz`, today included, unless dates are given; an instant that is not on a quarter " +
  "hour widens the range to it. Ten years at most.";

const getDailyUsageRoute = createRoute({
  method: "get",
  path: "/stats/daily",
  operationId: "getDailyUsage",
  summary: "Usage and cost of every day of the range, days without activity too",
  description: `${RANGE} The totals count a session or a user who was active on several days once.`,
  tags: ["Statistics"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: UsageFilterQuery },
  responses: {
    200: { description: "The days, oldest first", content: jsonContent(DailyUsageList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getTimeseriesRoute = createRoute({
  method: "get",
  path: "/stats/timeseries",
  operationId: "getTimeseries",
  summary: "Usage and cost over time by group; all but the `top` groups by cost are summed as `other`",
  description: `${RANGE} With \`group_by=category\` the groups are the four kinds of cost.`,
  tags: ["Statistics"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: TimeseriesQuery },
  responses: {
    200: { description: "The groups, dearest first, `other` last", content: jsonContent(Timeseries) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getBreakdownRoute = createRoute({
  method: "get",
  path: "/stats/breakdown",
  operationId: "getBreakdown",
  summary: "The groups of the range, ranked by a metric, with their shares",
  description: RANGE,
  tags: ["Statistics"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: BreakdownQuery },
  responses: {
    200: { description: "The ranked groups", content: jsonContent(Breakdown) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const countUnknownUsageRoute = createRoute({
  method: "get",
  path: "/stats/unknown-usage",
  operationId: "countUnknownUsage",
  summary: "How many of the unpriced interactions no price would help, since no count of what they used came",
  description: "Without dates of the whole life; an instant that is not on a quarter hour widens the range to it.",
  tags: ["Statistics"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: UsageFilterQuery },
  responses: {
    200: { description: "Their count", content: jsonContent(UnknownUsage) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getReconciliationRoute = createRoute({
  method: "get",
  path: "/stats/reconciliation",
  operationId: "getReconciliation",
  summary: "LibreChat's own figure beside our cost, by model and day, and why they differ",
  description: `${RANGE} It is about the sources of which LibreChat has told a figure in the range; our cost is that of tokens, which is what LibreChat charges.`,
  tags: ["Statistics"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: ReconciliationQuery },
  responses: {
    200: { description: "Both, their difference and its causes", content: jsonContent(Reconciliation) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

export const usageStatsRoutes = createRoutes<AnalyticsBindings>()
  .openapi(getDailyUsageRoute, async (c) => c.json(await getDailyUsage(c, c.req.valid("query")), 200))
  .openapi(getTimeseriesRoute, async (c) => c.json(await getTimeseries(c, c.req.valid("query")), 200))
  .openapi(getBreakdownRoute, async (c) => c.json(await getBreakdown(c, c.req.valid("query")), 200))
  .openapi(countUnknownUsageRoute, async (c) => c.json(await countUnknownUsage(c, c.req.valid("query")), 200))
  .openapi(getReconciliationRoute, async (c) => c.json(await getReconciliation(c, c.req.valid("query")), 200));
