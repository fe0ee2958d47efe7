import { createRoute } from "@hono/zod-openapi";
import {
  SourceList,
  SourcesQuery,
  WarningDays,
  WarningDaysQuery,
  WarningList,
  WarningsQuery,
} from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { getWarningDays } from "../services/get-warning-days.ts";
import { listSources } from "../services/list-sources.ts";
import { listWarnings } from "../services/list-warnings.ts";

const DAYS =
  "Warnings are counted by days of UTC: the days at the ends of a range count as a whole where something was seen in the range.";

const listWarningsRoute = createRoute({
  method: "get",
  path: "/warnings",
  operationId: "listWarnings",
  summary: "What came in and was odd, newest first, counted by kind and subject",
  description: `Without dates everything is listed. ${DAYS}`,
  tags: ["Warnings"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: WarningsQuery },
  responses: {
    200: { description: "One page of warnings", content: jsonContent(WarningList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getWarningDaysRoute = createRoute({
  method: "get",
  path: "/warnings/daily",
  operationId: "getWarningDays",
  summary: "How much of each kind of warning there was on each day of UTC",
  description: `The range is the last 30 days in \`tz\`, today included, unless dates are given. ${DAYS}`,
  tags: ["Warnings"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: WarningDaysQuery },
  responses: {
    200: { description: "The kinds, most first, with their days", content: jsonContent(WarningDays) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const listSourcesRoute = createRoute({
  method: "get",
  path: "/sources",
  operationId: "listSources",
  summary: "The programs that send events, the one with the latest event first",
  description:
    "The range of `range` is the last 30 days in `tz`, today included, unless dates are given. A source is listed from its first event on.",
  tags: ["Sources"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: SourcesQuery },
  responses: {
    200: { description: "One page of sources", content: jsonContent(SourceList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

/** What comes in, from whom, and what was odd about it. */
export const intakeRoutes = createRoutes<AnalyticsBindings>()
  .openapi(listWarningsRoute, async (c) => c.json(await listWarnings(c, c.req.valid("query")), 200))
  .openapi(getWarningDaysRoute, async (c) => c.json(await getWarningDays(c, c.req.valid("query")), 200))
  .openapi(listSourcesRoute, async (c) => c.json(await listSources(c, c.req.valid("query")), 200));
