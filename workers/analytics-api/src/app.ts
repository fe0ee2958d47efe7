import { type CommonBindings, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

/** The analytics-api Worker's app. */
export const app = createApp<CommonBindings>("analytics-api");

app.route("/", createHealthRoutes("analytics-api", "/api"));
app.get("/api/openapi.json", (c) =>
  c.json(openApiDocument(app, { title: "Analytics API", description: "Reading usage, and keys.", version: "0.1.0" })),
);
