import { createRoute } from "@hono/zod-openapi";
import { DeadLetterId, DeadLetterList, DeadLettersQuery, DiscardedLetter, ReplayedLetter } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import { discardLetter, listDeadLetters, replayLetter } from "../services/queue/dead-letters.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

const tags = ["Dead letters"];

const listRoute = createRoute({
  method: "get",
  path: "/dead-letters",
  operationId: "listDeadLetters",
  summary: "Events that were queued and could not be stored, oldest first",
  tags,
  security: keySecurity,
  middleware: requireScope<TrackerBindings>("admin"),
  request: { query: DeadLettersQuery },
  responses: {
    200: { description: "One page of dead letters", content: jsonContent(DeadLetterList) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const replayRoute = createRoute({
  method: "post",
  path: "/dead-letters/{id}/replay",
  operationId: "replayDeadLetter",
  summary: "Store the event of a dead letter and take the letter away; it stays when the event cannot be stored",
  tags,
  security: keySecurity,
  middleware: requireScope<TrackerBindings>("admin"),
  request: { params: DeadLetterId },
  responses: {
    200: { description: "What became of its event", content: jsonContent(ReplayedLetter) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.conflict,
    ...problems.unavailable,
  },
});

const discardRoute = createRoute({
  method: "delete",
  path: "/dead-letters/{id}",
  operationId: "discardDeadLetter",
  summary: "Throw a dead letter away: its event is never stored",
  tags,
  security: keySecurity,
  middleware: requireScope<TrackerBindings>("admin"),
  request: { params: DeadLetterId },
  responses: {
    200: { description: "Thrown away", content: jsonContent(DiscardedLetter) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

/** `GET /dead-letters`, `POST /dead-letters/{id}/replay` and `DELETE /dead-letters/{id}`. */
export const deadLetterRoutes = createRoutes<TrackerBindings>()
  .openapi(listRoute, async (c) => c.json(await listDeadLetters(c.env.DB, c.req.valid("query")), 200))
  .openapi(replayRoute, async (c) => c.json(await replayLetter(c.env, c.req.valid("param").id, c.get("caller")), 200))
  .openapi(discardRoute, async (c) =>
    c.json(await discardLetter(c.env.DB, c.req.valid("param").id, c.get("caller")), 200),
  );
