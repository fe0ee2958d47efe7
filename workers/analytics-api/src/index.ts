import type { CommonBindings } from "@voygent/http";
import { WorkerEntrypoint } from "cloudflare:workers";

import { app } from "./app.ts";

export default class AnalyticsApi extends WorkerEntrypoint<CommonBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }
}
