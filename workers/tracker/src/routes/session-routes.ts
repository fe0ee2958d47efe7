import { createRoute } from "@hono/zod-openapi";
import { SessionEnd, SessionStart, TrackedSession } from "@voygent/contracts";
import { AppError, createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import { readJsonBody } from "../intake/read-json-body.ts";
import { reservedSourceFields } from "../intake/reserved-source.ts";
import { endSession } from "../services/sessions/end-session.ts";
import { startSession } from "../services/sessions/start-session.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

const refusals = {
  ...problems.invalid,
  ...problems.guarded,
  ...problems.tooLarge,
  ...problems.mediaType,
  ...problems.unavailable,
};

const trackSessionStart = createRoute({
  method: "post",
  path: "/session/start",
  operationId: "trackSessionStart",
  summary: "Open a session; sending it again is harmless",
  security: keySecurity,
  middleware: [requireScope<TrackerBindings>("track"), readJsonBody] as const,
  request: { body: { required: true, content: jsonContent(SessionStart) } },
  responses: {
    201: { description: "Opened", content: jsonContent(TrackedSession) },
    200: { description: "It exists", content: jsonContent(TrackedSession) },
    ...refusals,
  },
});

const trackSessionEnd = createRoute({
  method: "post",
  path: "/session/end",
  operationId: "trackSessionEnd",
  summary: "End a session; later activity opens it again",
  security: keySecurity,
  middleware: [requireScope<TrackerBindings>("track"), readJsonBody] as const,
  request: { body: { required: true, content: jsonContent(SessionEnd) } },
  responses: { 200: { description: "Ended", content: jsonContent(TrackedSession) }, ...problems.notFound, ...refusals },
});

/** `POST /session/start` and `POST /session/end`. */
export const sessionRoutes = createRoutes<TrackerBindings>()
  .openapi(trackSessionStart, async (c) => {
    const start = c.req.valid("json");
    const fields = reservedSourceFields(start, c.get("caller"));
    if (fields.length > 0) throw new AppError("invalid_input", "some fields are not valid", { fields });
    const { session, isNew } = await startSession(c.env.DB, start, Date.now());
    return isNew ? c.json(session, 201) : c.json(session, 200);
  })
  .openapi(trackSessionEnd, async (c) => c.json(await endSession(c.env.DB, c.req.valid("json"), Date.now()), 200));
