import { AppError, createApp } from "@voygent/http";

import type { GatewayBindings } from "./gateway-env.ts";
import { ownerOf } from "./routes/owner-of.ts";
import { checkHealth } from "./services/check-health.ts";
import { forwardRequest } from "./services/forward-request.ts";
import { serveDashboard } from "./services/serve-dashboard.ts";

/** The front door: one origin for the dashboard and for every API. */
export const app = createApp<GatewayBindings>("gateway");

app.get("/health", async (c) => {
  const health = await checkHealth(c.env);
  return c.json(health, health.status === "ok" ? 200 : 503);
});

app.all("*", async (c) => {
  const owner = ownerOf(c.req.path);
  if (owner !== null) {
    const response = await forwardRequest(c.env[owner], c.req.raw, c.get("requestId"));
    c.set("isForwarded", true);
    return response;
  }
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    throw new AppError("method_not_allowed", "expected GET or HEAD", { headers: { allow: "GET, HEAD" } });
  }
  return await serveDashboard(c.env.ASSETS, c.req.raw);
});
