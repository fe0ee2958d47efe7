import { WorkerEntrypoint } from "cloudflare:workers";

import type { AnalyticsBindings } from "./analytics-bindings.ts";
import { app } from "./app.ts";

export default class AnalyticsApi extends WorkerEntrypoint<AnalyticsBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }
}
