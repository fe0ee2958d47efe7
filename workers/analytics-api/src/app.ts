import { type ApiInfo, createApp, createHealthRoutes, openApiDocument } from "@voygent/http";

import type { AnalyticsBindings } from "./analytics-bindings.ts";
import { auditRoutes } from "./routes/audit-routes.ts";
import { authRoutes } from "./routes/auth-routes.ts";
import { intakeRoutes } from "./routes/intake-routes.ts";
import { interactionRoutes } from "./routes/interaction-routes.ts";
import { keyRoutes } from "./routes/key-routes.ts";
import { libreChatUrlRoutes } from "./routes/librechat-url-routes.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import { systemRoutes } from "./routes/system-routes.ts";
import { usageStatsRoutes } from "./routes/usage-stats-routes.ts";
import { userStatsRoutes } from "./routes/user-stats-routes.ts";

export const apiInfo: ApiInfo = {
  title: "Voygent Usage: analytics",
  description:
    "Reads usage and cost by day, user, session and model. Every reading operation needs a key with the scope `read`, " +
    "keys are managed with the scope `admin`. Amounts are US dollars as decimal text with nine places.",
  version: "0.1.0",
};

/** The analytics API. Its OpenAPI document is made from these routes. */
export const app = createApp<AnalyticsBindings>("analytics-api");

app.route("/api", sessionRoutes);
app.route("/api", interactionRoutes);
app.route("/api", usageStatsRoutes);
app.route("/api", userStatsRoutes);
app.route("/api", systemRoutes);
app.route("/api", intakeRoutes);
app.route("/api", libreChatUrlRoutes);
app.route("/api", keyRoutes);
app.route("/api", auditRoutes);
app.route("/api", authRoutes);
app.route("/", createHealthRoutes("analytics-api", "/api"));
app.get("/api/openapi.json", (c) => c.json(openApiDocument(app, apiInfo)));
