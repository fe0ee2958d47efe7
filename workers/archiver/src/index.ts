import { type CommonBindings, log } from "@voygent/http";
import { WorkerEntrypoint } from "cloudflare:workers";

import { app } from "./app.ts";

export default class Archiver extends WorkerEntrypoint<CommonBindings> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }

  /** Called by the front door's clock. */
  async runScheduled(cron: string): Promise<void> {
    log("info", { worker: "archiver", event: "scheduled", cron });
  }
}
