import { type ApiInfo, type CommonBindings, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

import { archiveRoutes } from "./routes/archive-routes.ts";

/** What this Worker's OpenAPI document says about itself. */
export const apiInfo: ApiInfo = {
  title: "Voygent Usage: archive",
  description:
    "Moves old rows to the archive tables, in steps that can stop at any point. Every other answer stays the same.",
  version: "0.1.0",
};

/** The archiver: `/archive/*`. */
export const app = createApp<CommonBindings>("archiver");
app.route("/", createHealthRoutes("archiver", "/archive"));
app.route("/", archiveRoutes);
app.get("/archive/openapi.json", (c) => c.json(openApiDocument(app, apiInfo)));
