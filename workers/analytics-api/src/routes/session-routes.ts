import { createRoute } from "@hono/zod-openapi";
import {
  InteractionList,
  PageQuery,
  SessionDetail,
  SessionInteractionsQuery,
  SessionList,
  SessionResponseList,
  SessionsQuery,
} from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";
import * as z from "zod";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { getSession } from "../services/get-session.ts";
import { listResponseInteractions } from "../services/list-response-interactions.ts";
import { listResponses } from "../services/list-responses.ts";
import { listSessionInteractions } from "../services/list-session-interactions.ts";
import { listSessions } from "../services/list-sessions.ts";

const SessionParams = z.object({
  id: z.string().min(1).meta({ description: "The session's id, URL-encoded", example: "conv-7" }),
});

const listSessionsRoute = createRoute({
  method: "get",
  path: "/sessions",
  operationId: "listSessions",
  summary: "List sessions, latest activity first",
  description:
    "A session is in the range when its activity overlaps it and, where filters on interactions are given, when it has a " +
    "matching interaction there. Its figures are those of the whole session. Without dates every session is listed.",
  tags: ["Sessions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { query: SessionsQuery },
  responses: {
    200: { description: "One page of sessions", content: jsonContent(SessionList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const getSessionRoute = createRoute({
  method: "get",
  path: "/sessions/{id}",
  operationId: "getSession",
  summary: "One session with its cost by model and its first interactions",
  tags: ["Sessions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { params: SessionParams },
  responses: {
    200: { description: "The session", content: jsonContent(SessionDetail) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

const listSessionInteractionsRoute = createRoute({
  method: "get",
  path: "/sessions/{id}/interactions",
  operationId: "listSessionInteractions",
  summary: "The interactions of one session, or of one response in it, oldest first",
  tags: ["Sessions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { params: SessionParams, query: SessionInteractionsQuery },
  responses: {
    200: { description: "One page of interactions", content: jsonContent(InteractionList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

const listSessionResponsesRoute = createRoute({
  method: "get",
  path: "/sessions/{id}/responses",
  operationId: "listSessionResponses",
  summary: "The responses of one conversation, each with the sums over its interactions",
  description:
    "A client makes one response of several calls of models and says so by the same `message_id` in their metadata, as LibreChat's " +
    "plugin does. An interaction without one is listed by itself. Each response is whole, however its interactions lie in time.",
  tags: ["Sessions"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  request: { params: SessionParams, query: z.strictObject(PageQuery.shape) },
  responses: {
    200: { description: "One page of responses", content: jsonContent(SessionResponseList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

export const sessionRoutes = createRoutes<AnalyticsBindings>()
  .openapi(listSessionsRoute, async (c) => c.json(await listSessions(c, c.req.valid("query")), 200))
  .openapi(getSessionRoute, async (c) => c.json(await getSession(c, c.req.valid("param").id), 200))
  .openapi(listSessionInteractionsRoute, async (c) => {
    const { message_id: messageId, ...page } = c.req.valid("query");
    const sessionId = c.req.valid("param").id;
    const list =
      messageId === undefined
        ? await listSessionInteractions(c, sessionId, page)
        : await listResponseInteractions(c, { sessionId, messageId }, page);
    return c.json(list, 200);
  })
  .openapi(listSessionResponsesRoute, async (c) =>
    c.json(await listResponses(c, c.req.valid("param").id, c.req.valid("query")), 200),
  );
