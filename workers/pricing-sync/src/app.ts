import { type CommonBindings, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

/** The pricing-sync Worker's app. */
export const app = createApp<CommonBindings>("pricing-sync");

app.route("/", createHealthRoutes("pricing-sync", "/pricing"));
app.get("/pricing/openapi.json", (c) =>
  c.json(
    openApiDocument(app, { title: "Pricing API", description: "Prices and their synchronisation.", version: "0.1.0" }),
  ),
);
