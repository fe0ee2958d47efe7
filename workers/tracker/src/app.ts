import { type ApiInfo, createApp, createHealthRoutes, createRoutes, openApiDocument } from "@voygent/http";
import { Hono } from "hono";

import { batchRoute } from "./routes/batch-route.ts";
import { cloudEventsRoute } from "./routes/cloud-events-route.ts";
import { deadLetterRoutes } from "./routes/dead-letter-routes.ts";
import { interactionRoute } from "./routes/interaction-route.ts";
import { langfuseRoutes } from "./routes/langfuse-routes.ts";
import { otlpRoute } from "./routes/otlp-route.ts";
import { sampleRoute } from "./routes/sample-route.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import { patientDatabase } from "./services/database/patient-database.ts";
import type { TrackerBindings } from "./tracker-bindings.ts";

/** What this Worker's OpenAPI document says about itself. */
export const apiInfo: ApiInfo = {
  title: "Voygent Usage: tracking",
  description:
    "Writes usage: interactions, batches and sessions. Every path is served under `/v1` as well. Bodies may be gzipped: " +
    "at most 1 MiB as they travel and 5 MiB unpacked.",
  version: "0.1.0",
};

const trackRoutes = createRoutes<TrackerBindings>();
for (const routes of [interactionRoute, batchRoute, sessionRoutes, sampleRoute, deadLetterRoutes])
  trackRoutes.route("/", routes);

/** The tracker: `/track/*` and, as the same, `/v1/track/*`, which the OpenAPI document names once. */
export const app = createApp<TrackerBindings>("tracker");
app.use(async (c, next) => {
  c.env = { ...c.env, DB: patientDatabase(c.env.DB) };
  await next();
});
app.route("/", createHealthRoutes("tracker", "/track"));
app.route("/track", trackRoutes);
app.route("/", new Hono().route("/v1/track", trackRoutes));
app.route("/", cloudEventsRoute);
app.route("/", otlpRoute);
app.route("/api/public", langfuseRoutes);
app.openAPIRegistry.registerComponent("securitySchemes", "langfuse_keys", { type: "http", scheme: "basic" });
app.get("/track/openapi.json", (c) => c.json(openApiDocument(app, apiInfo)));
