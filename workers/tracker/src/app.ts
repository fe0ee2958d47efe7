import { type CommonBindings, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

/** The tracker Worker's app. */
export const app = createApp<CommonBindings>("tracker");

app.route("/", createHealthRoutes("tracker", "/track"));
app.get("/track/openapi.json", (c) =>
  c.json(
    openApiDocument(app, {
      title: "Tracking API",
      description: "Writing usage: interactions, batches and sessions.",
      version: "0.1.0",
    }),
  ),
);
