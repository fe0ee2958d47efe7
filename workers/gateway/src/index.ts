import { WorkerEntrypoint } from "cloudflare:workers";

import { app } from "./app.ts";
import type { GatewayBindings } from "./gateway-env.ts";
import { runScheduledJobs } from "./jobs/run-scheduled-jobs.ts";

export default class Gateway extends WorkerEntrypoint<GatewayBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  override async scheduled(controller: ScheduledController): Promise<void> {
    await runScheduledJobs(this.env, controller.cron);
  }
}
