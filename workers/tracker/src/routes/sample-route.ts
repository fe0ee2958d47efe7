import { createRoute } from "@hono/zod-openapi";
import { SampleRemoval } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import { unhurried } from "../services/database/patient-database.ts";
import { removeSample } from "../services/remove-sample.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";

const deleteSample = createRoute({
  method: "delete",
  path: "/sample",
  operationId: "deleteSample",
  summary: "Remove sample data, some of it per call; call again while the status is `more`",
  security: keySecurity,
  middleware: requireScope<TrackerBindings>("admin"),
  responses: {
    200: { description: "What was removed", content: jsonContent(SampleRemoval) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

/** `DELETE /sample`. */
export const sampleRoute = createRoutes<TrackerBindings>().openapi(deleteSample, async (c) =>
  c.json(await removeSample(unhurried(c.env.DB)), 200),
);
