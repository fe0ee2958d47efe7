import { type CommonBindings, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

/** The archiver Worker's app. */
export const app = createApp<CommonBindings>("archiver");

app.route("/", createHealthRoutes("archiver", "/archive"));
app.get("/archive/openapi.json", (c) =>
  c.json(
    openApiDocument(app, {
      title: "Archive API",
      description: "Moving old rows to the archive tables.",
      version: "0.1.0",
    }),
  ),
);
